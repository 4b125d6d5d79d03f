package dev.tutti.base.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Variables of the environment, read as what they should be. A value that cannot be used is noted as a fault, with what to
 * write instead, and the default goes on in its place: so all faults are told at once.
 */
abstract class Variables {
    private final Function<String, Optional<String>> source;
    private final Map<String, String> seen = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** @param source the value of a property, by its name in lower case with dots */
    Variables(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /** @param sentence what is wrong, and what to write instead */
    final void fault(String sentence) {
        faults.add(sentence);
    }

    final void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Tutti does not start: " + String.join(" ", faults));
        }
    }

    /** @return every variable with the value in force, one a line; secrets only as being set or not */
    final String report() {
        StringBuilder lines = new StringBuilder();
        seen.forEach((name, value) -> lines.append(System.lineSeparator())
                .append("  ")
                .append(name)
                .append('=')
                .append(value));
        return lines.toString();
    }

    final List<Network> networks(String name) {
        List<Network> networks = new ArrayList<>();
        for (String text : list(name)) {
            Optional<Network> network = Network.parse(text);
            network.ifPresent(networks::add);
            if (network.isEmpty()) {
                String advice = "Write addresses or networks with commas between, for example 10.0.0.5,172.16.0.0/12.";
                fault(name, text, advice, text);
            }
        }
        return List.copyOf(networks);
    }

    final Set<String> origins(String name) {
        List<String> origins = list(name);
        for (String origin : origins) {
            if (web(origin)
                    .filter(url -> origin.equals(url.getScheme() + "://" + url.getRawAuthority()))
                    .isEmpty()) {
                String advice = "Write each as scheme://host or scheme://host:port, as browsers send it, for example"
                        + " https://board.example.";
                fault(name, origin, advice, origin);
            }
        }
        return new LinkedHashSet<>(origins);
    }

    final String text(String name, String fallback) {
        return note(name, value(name).orElse(fallback));
    }

    final Optional<String> optional(String name) {
        Optional<String> value = value(name);
        note(name, value.orElse("(not set)"));
        return value;
    }

    final List<String> list(String name) {
        List<String> items = value(name).map(Variables::split).orElse(List.of());
        note(name, items.isEmpty() ? "(none)" : String.join(",", items));
        return items;
    }

    final Optional<String> secret(String name) {
        Optional<String> value = value(name);
        note(name, value.isPresent() ? "(set)" : "(not set)");
        return value;
    }

    final List<String> secrets(String name) {
        List<String> values = value(name).map(Variables::split).orElse(List.of());
        note(name, "(" + values.size() + " set)");
        return values;
    }

    final String oneOf(String name, String... choices) {
        String value = text(name, choices[0]);
        return List.of(choices).contains(value)
                ? value
                : fault(name, value, "Write one of " + String.join(", ", choices) + ".", choices[0]);
    }

    final boolean flag(String name, boolean fallback) {
        String value = text(name, Boolean.toString(fallback)).toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> fault(name, value, "Write true or false.", fallback);
        };
    }

    final int number(String name, int fallback, int least, int most) {
        String value = text(name, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, together with the range
        }
        String advice = "Write a whole number from %d to %d, for example %d.".formatted(least, most, fallback);
        return fault(name, value, advice, fallback);
    }

    final Duration seconds(String name, int fallback, int least, int most) {
        return Duration.ofSeconds(number(name, fallback, least, most));
    }

    final Duration millis(String name, int fallback, int least, int most) {
        return Duration.ofMillis(number(name, fallback, least, most));
    }

    final Optional<URI> address(String name) {
        Optional<String> value = optional(name);
        Optional<URI> address = value.flatMap(Variables::web);
        if (value.isPresent() && address.isEmpty()) {
            return fault(name, value.get(), "Write an address that starts with https:// or http://.", Optional.empty());
        }
        return address;
    }

    final Set<UUID> ids(String name) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (String text : list(name)) {
            try {
                UUID id = UUID.fromString(text);
                // The parser takes fewer digits too, and makes another id of them.
                ids.add(id.toString().equalsIgnoreCase(text) ? id : misspelt(name, text, id));
            } catch (IllegalArgumentException malformed) {
                misspelt(name, text, new UUID(0, 0));
            }
        }
        return ids;
    }

    private UUID misspelt(String name, String text, UUID fallback) {
        String advice =
                "Write the ids of accounts, as registering and GET /api/auth/me show them, with commas between.";
        return fault(name, text, advice, fallback);
    }

    private static Optional<URI> web(String text) {
        try {
            URI url = new URI(text);
            boolean usable =
                    url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
            return Optional.of(url).filter(it -> usable);
        } catch (URISyntaxException misspelt) {
            return Optional.empty();
        }
    }

    final Optional<String> value(String name) {
        return source.apply(name.toLowerCase(Locale.ROOT).replace('_', '.'))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    final String note(String name, String value) {
        seen.put(name, value);
        return value;
    }

    final <T> T fault(String name, String value, String advice, T fallback) {
        faults.add("%s is '%s'. %s".formatted(name, value, advice));
        return fallback;
    }

    private static List<String> split(String value) {
        return List.of(value.split(",")).stream()
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
