package ua.vuzol.camel;

import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.DefaultJmsKeyFormatStrategy;
import org.apache.camel.component.jms.JmsHeaderFilterStrategy;
import org.apache.camel.component.jms.JmsKeyFormatStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Keeps Camel's own headers from crossing the border of the hub. A message from outside with {@code CamelFileName} or
 * {@code CamelHttpUri} would steer the endpoints behind the ingress (CVE-2025-27636, CVE-2025-29891); Camel's filters look at
 * the exact case and at names as they are encoded for JMS, its headers at neither.
 */
final class IngressHeaderFilter implements HeaderFilterStrategy {
    private static final Pattern CAMELS_OWN =
            Pattern.compile("(camel|org\\.apache\\.camel).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final HeaderFilterStrategy others = new JmsHeaderFilterStrategy();
    private final JmsKeyFormatStrategy jmsNames = new DefaultJmsKeyFormatStrategy();

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return isCamelsOwn(name) || others.applyFilterToCamelHeaders(name, value, exchange);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return isCamelsOwn(name) || others.applyFilterToExternalHeaders(name, value, exchange);
    }

    private boolean isCamelsOwn(String name) {
        return CAMELS_OWN.matcher(jmsNames.decodeKey(name).strip()).matches();
    }
}
