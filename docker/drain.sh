#!/bin/sh
# Empties this node before it is stopped, and returns when everybody was asked to move.
# $1 is a file with how an administrator signs in: {"email":"…","password":"…"}
set -eu
api=http://127.0.0.1:8080/api
token=$(wget -q -O - --header "Content-Type: application/json" --post-file "$1" "$api/auth/login" |
  sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')
if [ -z "$token" ]; then
  echo "Nobody is seen off: the administrator could not sign in." >&2
  exit 1
fi
seconds=$(wget -q -O - --header "Authorization: Bearer $token" --post-data "" "$api/admin/drain" |
  sed -n 's/.*"seconds":\([0-9]*\).*/\1/p')
if [ -z "$seconds" ]; then
  echo "Nobody is seen off: the node did not take the call." >&2
  exit 1
fi
sleep $((seconds + 2))
