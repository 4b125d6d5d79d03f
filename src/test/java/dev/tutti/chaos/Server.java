package dev.tutti.chaos;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How each server is started with the built WAR at its root: as one Java process with no script around it, so that a
 * signal reaches the server itself.
 */
public enum Server {
    WILDFLY {
        @Override
        List<String> command(Path directory, int port, Path war, List<Path> neighbours) throws IOException {
            Path home = Path.of(System.getProperty("wildfly.home"));
            if (Files.notExists(directory.resolve("deployments"))) {
                furnish(home.resolve("standalone/configuration"), directory);
            }
            Files.copy(war, directory.resolve("deployments/ROOT.war"), REPLACE_EXISTING);
            for (Path neighbour : neighbours) {
                Files.copy(
                        neighbour, directory.resolve("deployments").resolve(neighbour.getFileName()), REPLACE_EXISTING);
            }
            List<String> command = new ArrayList<>(List.of(JAVA, HEAP, "-Djava.net.preferIPv4Stack=true"));
            WILDFLY_OPENS.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
            command.addAll(List.of(
                    "--add-opens=java.management/javax.management=ALL-UNNAMED",
                    "--add-opens=java.naming/javax.naming=ALL-UNNAMED",
                    "-Dlogging.configuration=file:" + directory.resolve("configuration/logging.properties"),
                    "-Dorg.jboss.boot.log.file=" + directory.resolve("log/boot.log"),
                    "-Djboss.home.dir=" + home,
                    "-Djboss.server.base.dir=" + directory,
                    "-Djboss.socket.binding.port-offset=" + (port - 8080),
                    "-jar",
                    home.resolve("jboss-modules.jar").toString(),
                    "-mp",
                    home.resolve("modules").toString(),
                    "org.jboss.as.standalone"));
            return command;
        }

        /** A base directory of its own, so that nodes do not meet and the unpacked server stays as it was. */
        private void furnish(Path configuration, Path directory) throws IOException {
            Files.createDirectories(directory.resolve("configuration"));
            Files.createDirectories(directory.resolve("deployments"));
            try (Stream<Path> files = Files.list(configuration)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, directory.resolve("configuration").resolve(file.getFileName()));
                }
            }
            // The integration tests' own server, which may be running, notes there what is deployed to it.
            Path noted = directory.resolve("configuration/standalone.xml");
            // While the application is not there yet, or not any more, a 404 would be a lie: it says that things are
            // gone.
            Files.writeString(
                    noted,
                    Files.readString(noted)
                            .replaceAll("(?s)<deployments>.*</deployments>", "")
                            .replace("<location name=\"/\" handler=\"welcome-content\"/>", "")
                            .replace(
                                    "<host name=\"default-host\"",
                                    "<host name=\"default-host\" default-response-code=\"503\""));
        }
    },

    PAYARA {
        @Override
        List<String> command(Path directory, int port, Path war, List<Path> neighbours) throws IOException {
            // It unpacks itself there, and a killed one leaves that behind.
            Path scratch = Files.createDirectories(directory.resolve("tmp"));
            List<String> command = new ArrayList<>(List.of(
                    JAVA,
                    HEAP,
                    "-Djava.io.tmpdir=" + scratch,
                    "-jar",
                    System.getProperty("payara.micro"),
                    "--deploy",
                    war.toString(),
                    "--contextroot",
                    "/",
                    "--port",
                    Integer.toString(port),
                    "--nocluster",
                    "--disablephonehome",
                    "--prebootcommandfile",
                    System.getProperty("payara.preboot")));
            neighbours.forEach(neighbour -> command.addAll(List.of("--deploy", neighbour.toString())));
            return command;
        }
    };

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String HEAP = "-Xmx" + System.getProperty("node.heap", "512m");
    /** What WildFly's own start script opens. */
    private static final List<String> WILDFLY_OPENS = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.security",
            "java.util",
            "java.util.concurrent");

    /**
     * @param directory the node's own, kept from one start to the next
     * @param port where it is to answer
     * @param war which Tutti
     * @param neighbours further applications, which answer under their names
     */
    abstract List<String> command(Path directory, int port, Path war, List<Path> neighbours) throws IOException;

    /** @return those that {@code -Dchaos.servers} names, by commas; without it all of them */
    static List<Server> chosen() {
        return Optional.ofNullable(System.getProperty("chaos.servers"))
                .map(names -> Stream.of(names.split(",")).map(Server::valueOf).toList())
                .orElse(List.of(values()));
    }
}
