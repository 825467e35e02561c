package ua.vuzol.hub.cli.dicom;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import ua.vuzol.dicom.net.NodeAddress;

/** {@code AET@host:port}, {@code AET@[::1]:port}, or {@code AET@port} of this machine. */
public final class NodeConverter implements ITypeConverter<NodeAddress> {
    private static final Pattern FORM = Pattern.compile("(.+)@(?:(?:\\[([^\\]]+)]|([^:\\[\\]]*)):)?(\\d{1,9})");

    @Override
    public NodeAddress convert(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no node; give AET@HOST:PORT, or AET@PORT for one on this machine");
        }
        String host = parts.group(2) != null ? parts.group(2) : parts.group(3) != null ? parts.group(3) : "";
        try {
            return NodeAddress.of(
                    parts.group(1), host.isEmpty() ? "localhost" : host, Integer.parseInt(parts.group(4)));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
