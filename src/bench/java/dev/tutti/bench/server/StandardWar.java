package dev.tutti.bench.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.tutti.chaos.Node;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The built WAR without the rooms that know a server. */
final class StandardWar {
    private static final Path PLACE = Path.of("target/bench/standard.war").toAbsolutePath();
    private static final List<String> ENGINES = List.of("undertow", "tyrus");

    private StandardWar() {}

    static Path made() throws IOException {
        Files.copy(Node.BUILT, PLACE, REPLACE_EXISTING);
        try (FileSystem war = FileSystems.newFileSystem(PLACE)) {
            for (String engine : ENGINES) {
                try (Stream<Path> classes = Files.list(war.getPath("/WEB-INF/classes/dev/tutti/live/socket", engine))) {
                    for (Path one : classes.toList()) {
                        Files.delete(one);
                    }
                }
            }
        }
        return PLACE;
    }
}
