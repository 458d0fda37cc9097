import ArgumentParser
import Glibc

/// nginx with nchan, on a free port, with one channel: the peer of our stream.
final class NchanPeer {
  private let folder = "/tmp/zuoxi-bench-\(getpid())-nchan"
  let port: UInt16

  /// Starts it; says what to install when it is not there.
  init(port: UInt16) throws {
    self.port = port
    let module = shell("ls /usr/lib/nginx/modules/ngx_nchan_module.so 2>/dev/null").filter { !$0.isNewline }
    guard !module.isEmpty else { throw ValidationError("nchan is not installed: apt-get install libnginx-mod-nchan") }
    _ = shell("mkdir -p \(folder)")
    let configuration = """
      load_module \(module);
      worker_processes auto; pid \(folder)/pid; error_log \(folder)/error.log;
      worker_rlimit_nofile 65535;
      events { worker_connections 20000; }
      http {
        access_log off; client_body_temp_path \(folder)/body; proxy_temp_path \(folder)/proxy;
        fastcgi_temp_path \(folder)/fastcgi; uwsgi_temp_path \(folder)/uwsgi; scgi_temp_path \(folder)/scgi;
        nchan_shared_memory_size 256M; keepalive_requests 1000000;
        server {
          listen 127.0.0.1:\(port) backlog=16384;
          location = /pub { nchan_publisher; nchan_channel_id bench; nchan_message_buffer_length 1000; }
          location = /sub { nchan_subscriber eventsource; nchan_channel_id bench; }
        }
      }
      """
    guard let handle = fopen(folder + "/nginx.conf", "w") else { throw ValidationError("cannot write to \(folder)") }
    fputs(configuration, handle)
    fclose(handle)
    let complaint = shell("nginx -c \(folder)/nginx.conf 2>&1 && sleep 1")
    guard complaint.isEmpty else { throw ValidationError("nginx: " + complaint) }
  }

  deinit { _ = shell("nginx -c \(folder)/nginx.conf -s stop 2>/dev/null; sleep 0.5; rm -rf \(folder)") }

  /// Publishes messages of that many bytes: those that our events have.
  func target(bytes: Int) -> StreamTarget {
    let body = String(repeating: "x", count: bytes)
    let workers = shell("pgrep -P $(cat \(folder)/pid)").split(separator: "\n").compactMap { Int32($0) }
    return StreamTarget(
      name: "nchan", port: port,
      subscription: "GET /sub HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n",
      publication: { _ in "POST /pub HTTP/1.1\r\nHost: bench\r\nContent-Length: \(bytes)\r\n\r\n\(body)" },
      mark: "data: ", processes: workers)
  }
}
