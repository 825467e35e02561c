package ua.vuzol.web;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps pages of other sites from using a browser that can reach the hub. A request that changes something must come from the
 * hub's own pages or from a program that is no browser; every request must be for an IP address, localhost or a name of the
 * hub's, so that a foreign name that was made to point here (DNS rebinding) reads nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class BrowserGuard extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern IP_ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+]");

    private final Set<String> hosts;
    private final ObjectMapper json;

    BrowserGuard(WebProperties properties, ObjectMapper json) {
        this.hosts = Stream.concat(Stream.of("localhost"), properties.web().hosts().stream())
                .map(BrowserGuard::lowerCase)
                .collect(toUnmodifiableSet());
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForeignName(request)) {
            refuse(
                    response,
                    "This host name is not the hub's. Ask for localhost or an IP address, or add the name to"
                            + " vuzol.web.hosts (VUZOL_WEB_HOSTS) if the hub is offered under it.");
        } else if (!READING.contains(request.getMethod()) && isCrossSite(request)) {
            refuse(response, "Another site's page may not change anything here. Use the hub's own pages.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isForeignName(HttpServletRequest request) {
        String name = request.getServerName();
        return !IP_ADDRESS.matcher(name).matches() && !hosts.contains(lowerCase(name));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Browsers send Sec-Fetch-Site, older ones at least Origin with every POST; programs send neither. */
    private static boolean isCrossSite(HttpServletRequest request) {
        Optional<String> site = Optional.ofNullable(request.getHeader("Sec-Fetch-Site"));
        if (site.isPresent()) {
            return !site.get().equals("same-origin") && !site.get().equals("none");
        }
        return Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN))
                .filter(origin -> !origin.equals(ownOrigin(request)))
                .isPresent();
    }

    private static String ownOrigin(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean isDefault = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (isDefault ? "" : ":" + port);
    }

    private void refuse(HttpServletResponse response, String why) throws IOException {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, why));
    }
}
