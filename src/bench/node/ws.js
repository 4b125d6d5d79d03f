// A server of live rooms, as one writes it with `ws`: a set of sockets for each room, and a loop over it.
import {createServer} from "node:http";
import jwt from "jsonwebtoken";
import {WebSocket, WebSocketServer} from "ws";

const {PORT, SECRET} = process.env;
const rooms = new Map();
const sockets = new WebSocketServer({noServer: true});
const server = createServer();

function room(name) {
  if (!rooms.has(name)) {
    rooms.set(name, {members: new Set(), seq: 0});
  }
  return rooms.get(name);
}

function broadcast(name, actor, payload) {
  const {members} = room(name);
  const text = JSON.stringify({type: "custom:bench", payload, ts: Date.now(), workspaceId: name, seq: ++room(name).seq, actor});
  for (const member of members) {
    if (member.readyState === WebSocket.OPEN) {
      member.send(text);
    }
  }
}

server.on("upgrade", (request, socket, head) => {
  let claims;
  try {
    claims = jwt.verify(request.headers.authorization?.replace("Bearer ", ""), SECRET, {algorithms: ["HS256"], issuer: "bench"});
  } catch {
    socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    return;
  }
  sockets.handleUpgrade(request, socket, head, client => {
    const joined = new Set();
    client.on("error", () => {});
    client.on("message", data => {
      const message = JSON.parse(data);
      if (message.join) {
        joined.add(message.join);
        room(message.join).members.add(client);
        client.send('{"type":"joined"}');
      } else if (message.publish) {
        broadcast(message.publish, {id: claims.sub, name: claims.name}, message.payload);
      }
    });
    client.on("close", () => joined.forEach(name => room(name).members.delete(client)));
  });
});

server.listen(Number(PORT), "127.0.0.1");
