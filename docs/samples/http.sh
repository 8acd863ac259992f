#!/usr/bin/env bash
set -euo pipefail
api="${CHAT_SERVER:-http://localhost:8080}/api/v1"
json='Content-Type: application/json'

# A visitor of the site `demo`, on a new device.
token=$(curl -sf "$api/sessions" -H "$json" -d '{"site": "demo", "profile": {"name": "Ana"}}' | jq -r .accessToken)
auth="Authorization: Bearer $token"

# Their conversation with the team. Asked again, it is the same.
id=$(curl -sf "$api/conversations" -H "$auth" -H "$json" -d '{"kind": "support"}' | jq -r .id)

# A message. With the same clientId it may be sent again: it is the same message.
curl -sf "$api/conversations/$id/messages" -H "$auth" -H "$json" \
  -d '{"clientId": "1", "content": {"kind": "text", "text": "Hello"}}'

# What was written since message 0.
curl -sf "$api/conversations/$id/messages?after=0" -H "$auth"
