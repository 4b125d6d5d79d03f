#!/bin/sh
# Makes a task that everybody in a workspace sees at once: what another system does to publish an event.
#
#   TUTTI=http://localhost:8080/ TUTTI_EMAIL=… TUTTI_PASSWORD=… ./publish.sh <workspace> <title> [<key>]
#
# With a key of the caller's own (the number of a build, say) it may be run again: it happens once.
set -eu
tutti=${TUTTI:-http://localhost:8080/}
workspace=$1
title=$2
key=${3:-$(date +%s)-$$}

quoted() {
    printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

# post <path under api/> <body> [<more for curl>…]
post() {
    path=$1
    body=$2
    shift 2
    # On standard input, so that no password stands in the list of processes.
    printf '%s' "$body" | curl -fsS --retry 5 "$@" -H 'Content-Type: application/json' --data-binary @- "${tutti}api/$path"
}

token=$(post auth/login "{\"email\":$(quoted "$TUTTI_EMAIL"),\"password\":$(quoted "$TUTTI_PASSWORD")}" |
    sed 's/.*"accessToken":"\([^"]*\)".*/\1/')
post "workspaces/$workspace/tasks" "{\"title\":$(quoted "$title")}" -H "Authorization: Bearer $token" -H "Idempotency-Key: $key"
echo
