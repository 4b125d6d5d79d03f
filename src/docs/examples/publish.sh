#!/bin/sh
# Publishes an event that everybody in a workspace hears at once, as custom:<name>: what another system does.
#
#   TUTTI=http://localhost:8080/ TUTTI_KEY=tutti_key_… ./publish.sh <workspace> <name> [<payload> [<key>]]
#
# The key of the integration is made by an administrator of the workspace, with the scope events:write. The payload is a
# JSON object. With a key of the caller's own at the end (the number of a build, say) it may be run again: it happens once.
set -eu
tutti=${TUTTI:-http://localhost:8080/}
workspace=$1
name=$2
payload=${3:-null}
once=${4:-$(date +%s)-$$}

# The secret comes to curl on standard input, so that it does not stand in the list of processes.
printf 'header = "Authorization: Bearer %s"\n' "$TUTTI_KEY" |
    curl -fsS --retry 5 --config - -H 'Content-Type: application/json' -H "Idempotency-Key: $once" \
        --data-binary "{\"name\":\"$name\",\"payload\":$payload}" "${tutti}api/workspaces/$workspace/events"
echo
