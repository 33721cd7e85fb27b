package flowgap.report.workbook;

import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisOrientation;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.xmlbeans.XmlCursor;

/**
 * The workbook's own charts; they read the tables beside them, so that they follow every change.
 */
final class Charts {
  /**
   * Where a chart stands.
   *
   * @param rows how many rows it takes
   * @param from its first column
   * @param to the column after its last
   */
  record Frame(int row, int rows, int from, int to) {}

  private Charts() {}

  /** Rows of a chart that names so many firewalls, each of them. */
  static int rows(int firewalls) {
    return Math.max(16, 6 + firewalls * 6 / 5);
  }

  static void verdicts(XSSFSheet sheet, Table table, Frame frame) {
    bars(
        sheet,
        table,
        "Flows by firewall and verdict",
        new int[] {1, 2, 3, 4},
        new String[] {"2F9E63", "F59F00", "B42318", "E8C500"},
        frame);
  }

  static void severities(XSSFSheet sheet, Table table, Frame frame) {
    bars(
        sheet,
        table,
        "Findings by severity",
        new int[] {1, 2},
        new String[] {"1D4E89", "8FB8DE"},
        frame);
  }

  static void findings(XSSFSheet sheet, Table table, Frame frame) {
    bars(sheet, table, "Findings by firewall", new int[] {5}, new String[] {"1D4E89"}, frame);
  }

  private static void bars(
      XSSFSheet sheet, Table table, String title, int[] columns, String[] colours, Frame frame) {
    XSSFDrawing drawing = sheet.createDrawingPatriarch();
    XSSFClientAnchor anchor =
        drawing.createAnchor(
            0, 0, 0, 0, frame.from(), frame.row(), frame.to(), frame.row() + frame.rows());
    XSSFChart chart = drawing.createChart(anchor);
    chart.setTitleText(title);
    chart.setTitleOverlay(false);
    if (columns.length > 1) {
      chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
    }
    XDDFCategoryAxis categories = chart.createCategoryAxis(AxisPosition.LEFT);
    categories.setOrientation(AxisOrientation.MAX_MIN);
    XDDFValueAxis values = chart.createValueAxis(AxisPosition.BOTTOM);
    values.setCrosses(AxisCrosses.MAX);
    values.setNumberFormat("0");
    XDDFBarChartData data = (XDDFBarChartData) chart.createData(ChartTypes.BAR, categories, values);
    data.setBarDirection(BarDirection.BAR);
    data.setBarGrouping(BarGrouping.STACKED);
    int first = table.firstDataRow();
    int last = table.nextRow() - 1;
    XDDFDataSource<String> names =
        XDDFDataSourcesFactory.fromArray(
            table.texts(0).toArray(String[]::new), range(sheet, first, last, 0));
    for (int i = 0; i < columns.length; i++) {
      XDDFNumericalDataSource<Double> numbers =
          XDDFDataSourcesFactory.fromArray(
              table.numbers(columns[i]).toArray(Double[]::new),
              range(sheet, first, last, columns[i]),
              columns[i]);
      XDDFChartData.Series series = data.addSeries(names, numbers);
      series.setTitle(table.title(columns[i]), null);
      series.setFillProperties(
          new XDDFSolidFillProperties(
              XDDFColor.from(java.util.HexFormat.of().parseHex(colours[i]))));
    }
    chart.plot(data);
    stack(chart);
  }

  /** Lays the bars of a category over each other; the small POI schemas have no class for this. */
  private static void stack(XSSFChart chart) {
    String space = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    try (XmlCursor cursor =
        chart.getCTChart().getPlotArea().getBarChartArray(0).getAxIdArray(0).newCursor()) {
      for (String[] e : new String[][] {{"gapWidth", "40"}, {"overlap", "100"}}) {
        cursor.beginElement(e[0], space);
        cursor.insertAttributeWithValue("val", e[1]);
        cursor.toNextToken();
      }
    }
  }

  private static String range(XSSFSheet sheet, int first, int last, int column) {
    return new CellRangeAddress(first, last, column, column)
        .formatAsString(sheet.getSheetName(), true);
  }
}
