// Loaded before the program into each Node process that `npm start` runs (`node --import`): when the parent is gone,
// even by `kill -9`, the channel to it closes, and the process stops in order as if it had been asked to.
process.on('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 9000).unref();
  process.kill(process.pid, 'SIGTERM');
});
// Listening must not keep a process alive that has finished its work.
process.channel?.unref();
