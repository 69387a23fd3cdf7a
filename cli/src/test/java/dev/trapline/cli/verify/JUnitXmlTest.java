package dev.trapline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.replay.session.ReplayReport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JUnitXmlTest {
    private static Verified exact(String recording, String line) {
        return new Verified(
                recording,
                new Verified.Outcome.Ran(new ReplayReport(ReplayReport.Verdict.EXACT, List.of(line))),
                Map.of(),
                Optional.empty(),
                1_234_567_890L);
    }

    @Test
    void theDocumentIsIndentedAndSaysHowLong() {
        assertThat(new String(
                        JUnitXml.write(List.of(exact("boot.rec", "exact")), Map.of("behaviour", "2")),
                        StandardCharsets.UTF_8))
                .isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuite name="trapline verify" tests="1" failures="0" errors="0" skipped="0" time="1.235">
                          <properties>
                            <property name="behaviour" value="2"/>
                          </properties>
                          <testcase classname="trapline.verify" name="boot.rec" time="1.235">
                            <system-out>exact</system-out>
                          </testcase>
                        </testsuite>
                        """);
    }

    @Test
    void whatGuestsAndFileNamesHoldDoesNotBreakIt() throws Exception {
        String nasty = "a<b>&\"'\u0000\u0007\u001b[0m\ufffe\ud800 ]]> \u00e9\ud83d\ude00\nnext";
        byte[] xml = JUnitXml.write(List.of(exact(nasty, nasty)), Map.of("name", nasty));
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement();
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
                .isEqualTo("a<b>&\"'???[0m?? ]]> \u00e9\ud83d\ude00\nnext");
        assertThat(((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("name"))
                .startsWith("a<b>&\"'???[0m?? ]]> \u00e9\ud83d\ude00");
    }
}
