package dev.tutti.live.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.limit.Addresses;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.limit.Rates;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AddressFilter")
class AddressFilterTest {
    private final AddressFilter filter = new AddressFilter();
    private final Set<String> tooFast = new HashSet<>();
    private final Map<String, String> answered = new TreeMap<>();
    private boolean passed;

    @BeforeEach
    void furnish() {
        filter.rates = new Rates() {
            @Override
            public void take(Rate rate, String who) {
                assertEquals(Rate.CALLS, rate);
                if (tooFast.contains(who)) {
                    throw new Problem.NotNow(ErrorCode.RATE_LIMITED, "Too much.", Duration.ofMillis(1_200));
                }
            }
        };
        filter.addresses = new Addresses() {
            @Override
            public String of(HttpServletRequest request) {
                return request.getRemoteAddr();
            }
        };
    }

    @Test
    @DisplayName("refuses who is too fast with 429 and when to come back, and lets all others through")
    void refuses() throws Exception {
        tooFast.add("192.0.2.1");

        ask("/tutti/api/auth/login", "192.0.2.2");
        assertTrue(passed);
        assertEquals(Map.of(), answered);
        for (String path :
                new String[] {"/tutti/api/auth/login", "/tutti/ws", "/tutti/api/events", "/tutti/api/healthy"}) {
            ask(path, "192.0.2.1");

            assertTrue(!passed, path);
            assertEquals("429", answered.get("setStatus"));
            assertEquals("2", answered.get("Retry-After"));
            assertEquals("application/problem+json", answered.get("setContentType"));
        }
    }

    @Test
    @DisplayName("lets those through who ask how the node is")
    void health() throws Exception {
        tooFast.add("192.0.2.1");

        ask("/tutti/api/health/live", "192.0.2.1");
        assertTrue(passed);
        ask("/tutti/api/health/ready", "192.0.2.1");
        assertTrue(passed);
    }

    @Test
    @DisplayName("takes a network of IPv6 for one address")
    void network() throws Exception {
        tooFast.add(Addresses.place("2001:db8::1"));

        ask("/tutti/api/tasks", "2001:db8::ffff:2");

        assertTrue(!passed);
    }

    private void ask(String path, String address) throws IOException, ServletException {
        passed = false;
        answered.clear();
        HttpServletRequest request =
                stub(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
                    case "getRequestURI" -> path;
                    case "getContextPath" -> "/tutti";
                    case "getRemoteAddr" -> address;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
        HttpServletResponse response = stub(HttpServletResponse.class, (proxy, called, arguments) -> {
            if (called.getName().equals("getOutputStream")) {
                return new Nowhere();
            }
            String what = arguments.length == 2 ? arguments[0].toString() : called.getName();
            answered.put(what, arguments[arguments.length - 1].toString());
            return null;
        });
        filter.doFilter(request, response, (asked, answer) -> passed = true);
    }

    /** Takes whatever is written. */
    private static final class Nowhere extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int b) {}
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(AddressFilterTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
