package flowgap.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LinksTest {
  @Test
  void linksWithoutPlacesAreLeftOut() {
    Places places = new Places();
    places.mark("there", "A & \"B\"", 6);
    Links links = new Links();
    links.add(0, 0, "not there");
    assertThat(links.xml(places)).isEmpty();
    links.add(41, 27, "there");
    assertThat(links.xml(places))
        .isEqualTo(
            "<hyperlinks><hyperlink ref=\"AB42\" location=\"'A &amp; &quot;B&quot;'!A7\"/></hyperlinks>");
  }

  /** Excel opens no sheet with more than 65,530 links. */
  @Test
  void aSheetHasNoMoreLinksThanExcelTakes() {
    Places places = new Places();
    places.mark("there", "All rules", 0);
    Links links = new Links();
    for (int i = 0; i < 70_000; i++) {
      links.add(i, 0, "there");
    }
    assertThat(links.xml(places).split("<hyperlink ", -1)).hasSizeBetween(65_000, 65_531);
  }
}
