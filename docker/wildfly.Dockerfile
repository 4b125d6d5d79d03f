# Tutti on WildFly. From the repository's root: docker build -f docker/wildfly.Dockerfile -t tutti:wildfly .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /tutti
COPY . .
# The build unpacks the very server that the tests run on.
RUN mvn -B -ntp package -DskipTests \
 && mv target/wildfly-*.Final /wildfly \
 && rm -rf /wildfly/appclient /wildfly/domain /wildfly/docs \
 && cp target/tutti.war /wildfly/standalone/deployments/ROOT.war

FROM eclipse-temurin:17-jre-alpine
RUN adduser -D -u 10001 -h /tutti tutti && mkdir -p /tutti/data && chown tutti /tutti/data
COPY --from=build --chown=10001:0 /wildfly /tutti/wildfly
COPY docker/drain.sh /tutti/
USER 10001
WORKDIR /tutti
# JBOSS_JAVA_SIZING: the heap follows the container's memory, and a server without any ends, to be started again.
# LAUNCH_JBOSS_IN_BACKGROUND: the start script passes SIGTERM on.
ENV TUTTI_DATA_DIR=/tutti/data \
    TUTTI_EXIT_ON_FAILED_START=true \
    JBOSS_JAVA_SIZING="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError" \
    LAUNCH_JBOSS_IN_BACKGROUND=1
VOLUME /tutti/data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s CMD wget -q -O /dev/null http://127.0.0.1:8080/api/health/ready
# A start that failed leaves a mark by which the next one, in the same container, would pass over the WAR.
ENTRYPOINT ["/bin/sh", "-c", "rm -f /tutti/wildfly/standalone/deployments/ROOT.war.failed && exec /tutti/wildfly/bin/standalone.sh -b 0.0.0.0"]
