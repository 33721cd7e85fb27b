package flowgap.flow;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.NumberToTextConverter;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Reads {@code .xlsx} workbooks: the one sheet whose header has the wanted columns. */
final class Workbooks {
  private final InputFile file;
  private final List<Problem> problems;

  private Workbooks(InputFile file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  static Table read(InputFile file, List<String> wanted, List<Problem> problems)
      throws InputFailure, IOException {
    try (InputStream in = file.open();
        Workbook book = open(file, in)) {
      return new Workbooks(file, problems).read(book, wanted);
    }
  }

  /** POI says in many kinds of runtime exceptions that a file is not what it seems. */
  private static Workbook open(InputFile file, InputStream in) throws InputFailure {
    try {
      return new XSSFWorkbook(in);
    } catch (IOException | RuntimeException e) {
      throw Tables.failure(file, "this is no readable .xlsx workbook");
    }
  }

  private Table read(Workbook book, List<String> wanted) throws InputFailure {
    List<Table> found = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Table first = null;
    for (int i = 0; i < book.getNumberOfSheets(); i++) {
      Sheet sheet = book.getSheetAt(i);
      List<Problem> own = new ArrayList<>();
      Table table = read(sheet, own);
      first = first == null && !table.columns().isEmpty() ? table : first;
      if (table.columns().containsAll(wanted)) {
        found.add(table);
        names.add(sheet.getSheetName());
        problems.addAll(own);
      }
    }
    if (found.size() > 1) {
      throw Tables.failure(
          file,
          "several sheets hold such a table (%s); leave one".formatted(String.join(", ", names)));
    }
    if (found.isEmpty() && first == null) {
      throw Tables.failure(file, "the workbook holds no table");
    }
    return found.isEmpty() ? first : found.get(0);
  }

  private Table read(Sheet sheet, List<Problem> own) {
    TableBuilder out = new TableBuilder(file.name(), own);
    Map<String, Cell> merged = merged(sheet, own);
    Set<Integer> hidden = new HashSet<>();
    for (int r = sheet.getFirstRowNum(); r >= 0 && r <= sheet.getLastRowNum(); r++) {
      Row row = sheet.getRow(r);
      List<Table.Cell> cells = new ArrayList<>();
      int last = row == null ? 0 : row.getLastCellNum();
      for (int c = 0; c < Math.max(last, out.columns().size()); c++) {
        Cell cell = merged.getOrDefault(r + "," + c, row == null ? null : row.getCell(c));
        cells.add(cell(cell, c + 1));
      }
      if (row != null && row.getZeroHeight() && cells.stream().anyMatch(c -> !c.text().isEmpty())) {
        hidden.add(r + 1);
      }
      out.row(r + 1, cells);
    }
    for (int line : hidden.stream().sorted().toList()) {
      own.add(
          Problem.warning(
              SourceSpan.of(file.name(), line, ""), "this row is hidden; it was read like others"));
    }
    return out.build();
  }

  /** The first cell of each region that reaches over several rows, by the cells that it fills. */
  private Map<String, Cell> merged(Sheet sheet, List<Problem> own) {
    Map<String, Cell> out = new HashMap<>();
    for (CellRangeAddress region : sheet.getMergedRegions()) {
      Row top = sheet.getRow(region.getFirstRow());
      Cell cell = top == null ? null : top.getCell(region.getFirstColumn());
      if (cell == null || cell(cell, 1).text().isEmpty()) {
        continue;
      }
      SourceSpan span =
          new SourceSpan(
              file.name(),
              region.getFirstRow() + 1,
              region.getFirstColumn() + 1,
              cell(cell, 1).text(),
              "");
      boolean down = region.getLastRow() > region.getFirstRow();
      if (down && region.getLastColumn() > region.getFirstColumn()) {
        own.add(Problem.error(span, "cells are merged over rows and columns; unmerge them"));
      } else if (down) {
        own.add(
            Problem.warning(
                span, "merged cells: the value was read for each of the rows they cover"));
        int last = Math.min(region.getLastRow(), sheet.getLastRowNum());
        for (int r = region.getFirstRow(); r <= last; r++) {
          out.put(r + "," + region.getFirstColumn(), cell);
        }
      } else if (region.getFirstRow() > sheet.getFirstRowNum()) {
        own.add(Problem.warning(span, "merged cells: the value was read for the first column"));
      }
    }
    return out;
  }

  private static Table.Cell cell(Cell cell, int column) {
    if (cell == null) {
      return new Table.Cell("", Table.Kind.TEXT, column);
    }
    CellType type =
        cell.getCellType() == CellType.FORMULA
            ? cell.getCachedFormulaResultType()
            : cell.getCellType();
    return switch (type) {
      case STRING ->
          new Table.Cell(
              TableText.trim(cell.getRichStringCellValue().getString()), Table.Kind.TEXT, column);
      case NUMERIC -> number(cell, column);
      case BOOLEAN ->
          new Table.Cell(String.valueOf(cell.getBooleanCellValue()), Table.Kind.TEXT, column);
      case BLANK -> new Table.Cell("", Table.Kind.TEXT, column);
      case ERROR, FORMULA, _NONE -> new Table.Cell("", Table.Kind.BROKEN, column);
    };
  }

  private static Table.Cell number(Cell cell, int column) {
    if (DateUtil.isCellDateFormatted(cell)) {
      LocalDateTime time = cell.getLocalDateTimeCellValue();
      boolean day = time.toLocalTime().equals(LocalTime.MIDNIGHT);
      String text = day ? time.toLocalDate().toString() : time.toString();
      return new Table.Cell(text, Table.Kind.DATE, column);
    }
    String text = NumberToTextConverter.toText(cell.getNumericCellValue());
    return new Table.Cell(text, Table.Kind.NUMBER, column);
  }
}
