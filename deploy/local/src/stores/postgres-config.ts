/** The server settings of the embedded PostgreSQL, as `-c` arguments. */
export function listPostgresSettings(port: number, durable: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "256MB",
    effective_cache_size: "1GB",
    work_mem: "16MB",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] %u@%d ",
    log_checkpoints: "off",
    idle_in_transaction_session_timeout: "60s",
  };
  if (!durable)
    Object.assign(settings, {
      shared_buffers: "128MB",
      fsync: "off",
      full_page_writes: "off",
      wal_level: "minimal",
      max_wal_senders: "0",
    });
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
