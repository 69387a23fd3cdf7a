package dev.trapline.cli.verify;

import dev.trapline.replay.session.ReplayReport.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Results as the XML that JUnit's runners write and CI servers read: a suite, a case for each recording. A difference is a
 * failure, a recording that cannot be used is an error.
 */
public final class JUnitXml {
    private static final String SUITE = "trapline verify";
    private static final String CLASS = "trapline.verify";

    private final XMLStreamWriter out;
    private int depth;

    private JUnitXml(XMLStreamWriter out) {
        this.out = out;
    }

    /** How a case counts. */
    private enum Kind {
        PASSED,
        FAILURE,
        ERROR;

        static Kind of(Verified result) {
            return switch (result.outcome()) {
                case Verified.Outcome.Failed failed -> ERROR;
                case Verified.Outcome.Ran ran ->
                    switch (ran.report().verdict()) {
                        case EXACT -> PASSED;
                        case DIFFERENT -> FAILURE;
                        case OTHER_BEHAVIOUR, DAMAGED -> ERROR;
                    };
            };
        }
    }

    /**
     * The document, in UTF-8.
     *
     * @param properties of the whole, by name, in order
     */
    public static byte[] write(List<Verified> results, Map<String, String> properties) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter out =
                    XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            new JUnitXml(out).suite(results, properties);
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private void suite(List<Verified> results, Map<String, String> properties) throws XMLStreamException {
        start("testsuite");
        attribute("name", SUITE);
        attribute("tests", String.valueOf(results.size()));
        attribute("failures", count(results, Kind.FAILURE));
        attribute("errors", count(results, Kind.ERROR));
        attribute("skipped", "0");
        attribute("time", seconds(results.stream().mapToLong(Verified::wallNs).sum()));
        properties(properties);
        for (Verified result : results) {
            testCase(result);
        }
        end();
    }

    private static String count(List<Verified> results, Kind kind) {
        return String.valueOf(results.stream().filter(r -> Kind.of(r) == kind).count());
    }

    private void testCase(Verified result) throws XMLStreamException {
        start("testcase");
        attribute("classname", CLASS);
        attribute("name", result.recording());
        attribute("time", seconds(result.wallNs()));
        properties(result.properties());
        String text = String.join("\n", result.lines());
        switch (Kind.of(result)) {
            case PASSED -> element("system-out", text);
            case FAILURE -> verdict("failure", type(result), text);
            case ERROR -> verdict("error", type(result), text);
        }
        end();
    }

    private static String type(Verified result) {
        return switch (result.outcome()) {
            case Verified.Outcome.Ran ran -> word(ran.report().verdict());
            case Verified.Outcome.Failed failed -> failed.cause().getClass().getName();
        };
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void verdict(String element, String type, String text) throws XMLStreamException {
        start(element);
        attribute("message", text.lines().findFirst().orElse(""));
        attribute("type", type);
        out.writeCharacters(allowed(text));
        depth--;
        out.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        start(name);
        out.writeCharacters(allowed(text));
        depth--;
        out.writeEndElement();
    }

    private void properties(Map<String, String> properties) throws XMLStreamException {
        if (properties.isEmpty()) {
            return;
        }
        start("properties");
        for (Map.Entry<String, String> p : properties.entrySet()) {
            indent();
            out.writeEmptyElement("property");
            attribute("name", p.getKey());
            attribute("value", p.getValue());
        }
        end();
    }

    private void start(String element) throws XMLStreamException {
        indent();
        out.writeStartElement(element);
        depth++;
    }

    private void end() throws XMLStreamException {
        depth--;
        indent();
        out.writeEndElement();
    }

    private void indent() throws XMLStreamException {
        out.writeCharacters("\n" + "  ".repeat(depth));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        out.writeAttribute(name, allowed(value));
    }

    private static String seconds(long nanoseconds) {
        return String.format(Locale.ROOT, "%.3f", nanoseconds / 1e9);
    }

    /** Without what XML 1.0 cannot hold even when it is escaped (2.2 Characters). */
    private static String allowed(String text) {
        StringBuilder all = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= ' ' && c < 0xd800
                                || c > 0xdfff && c < 0xfffe
                                || c > 0xffff
                        ? c
                        : '?')
                .forEach(all::appendCodePoint);
        return all.toString();
    }
}
