# Tutti on Payara Micro. From the repository's root: docker build -f docker/payara.Dockerfile -t tutti:payara .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /tutti
COPY . .
RUN mvn -B -ntp package -DskipTests \
 && version=$(mvn -q help:evaluate -Dexpression=payara.version -DforceStdout) \
 && mvn -B -ntp dependency:copy -Dartifact=fish.payara.extras:payara-micro:$version -DoutputDirectory=/payara -Dmdep.stripVersion \
 && cp target/tutti.war /payara/

FROM eclipse-temurin:17-jre-alpine
RUN adduser -D -u 10001 -h /tutti tutti && mkdir -p /tutti/data && chown tutti /tutti/data
COPY --from=build --chown=10001:0 /payara /tutti/payara
COPY docker/payara-preboot.txt /tutti/payara/
COPY docker/drain.sh /tutti/
USER 10001
WORKDIR /tutti
ENV TUTTI_DATA_DIR=/tutti/data \
    TUTTI_EXIT_ON_FAILED_START=true
VOLUME /tutti/data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s CMD wget -q -O /dev/null http://127.0.0.1:8080/api/health/ready
# As it is, without a shell around it, so that SIGTERM reaches the server.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/tutti/payara/payara-micro.jar", "--deploy", "/tutti/payara/tutti.war", "--contextroot", "/", "--nocluster", "--disablephonehome", "--prebootcommandfile", "/tutti/payara/payara-preboot.txt"]
