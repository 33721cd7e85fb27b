package flowgap.report.workbook;

import flowgap.report.Guide;
import java.util.List;

/** The last sheet: what the words mean, and how to work with the book. */
final class GuideSheet {
  static final String GUIDE = "Guide";

  private GuideSheet() {}

  static void write(Content content) {
    List<Column> columns =
        List.of(Column.text("About", 20), Column.text("Word", 28), Column.prose("Meaning", 120));
    Table table = Table.onSheet(content.book, GUIDE, content.footer, 1, columns);
    for (Guide.Entry e : Guide.ENTRIES) {
      table.row(Link.guide(e.word()), e.about(), e.word(), e.meaning());
    }
    table.finish();
  }
}
