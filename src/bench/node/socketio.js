// A server of live rooms, as one writes it with Socket.IO.
import {createServer} from "node:http";
import jwt from "jsonwebtoken";
import {Server} from "socket.io";

const {PORT, SECRET} = process.env;
const numbers = new Map();
const server = createServer();
const io = new Server(server);

io.use((socket, next) => {
  try {
    socket.data.claims = jwt.verify(socket.handshake.auth.token, SECRET, {algorithms: ["HS256"], issuer: "bench"});
    next();
  } catch (refused) {
    next(refused);
  }
});

io.on("connection", socket => {
  const actor = {id: socket.data.claims.sub, name: socket.data.claims.name};
  socket.on("join", room => {
    socket.join(room);
    socket.emit("joined");
  });
  socket.on("publish", (room, payload) => {
    const seq = (numbers.get(room) ?? 0) + 1;
    numbers.set(room, seq);
    io.to(room).emit("custom:bench", {payload, ts: Date.now(), workspaceId: room, seq, actor});
  });
});

server.listen(Number(PORT), "127.0.0.1");
