//! The program `ebb-server`: reads flags, listens, says where, and serves until it is told to stop.

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use ebb_server::config::{Command, Config, Serve};
use ebb_server::{OpenError, Server, Settings, serve, telemetry};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The exit code of a flag that makes no sense, as for those that the parser itself refuses.
const BAD_FLAG: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let Command::Serve(flags) = Config::parse().command;
    if let Err(error) = telemetry::start(env::var("EBB_LOG").ok().as_deref()) {
        return fail(BAD_FLAG, &format!("EBB_LOG cannot be read: {error}"));
    }
    match run(flags).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Open(error @ OpenError::Url)) => fail(BAD_FLAG, &error.to_string()),
        Err(error) => fail(1, &error.to_string()),
    }
}

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The address is taken, or not this machine's.
    #[error("cannot listen on {0}: {1}")]
    Listen(std::net::SocketAddr, io::Error),
    /// Signals or output.
    #[error("cannot run: {0}")]
    System(#[from] io::Error),
}

async fn run(flags: Serve) -> Result<(), Failure> {
    let mut settings = Settings::new(flags.database_url);
    settings.app_dir = flags.app_dir;
    settings.trusted_proxies = flags.trusted_proxies;
    settings.requests_per_member_per_minute = flags.requests_per_member_per_minute;
    settings.foundings_per_address_per_hour = flags.foundings_per_address_per_hour;
    settings.mailbox_looks_per_address_per_minute = flags.mailbox_looks_per_address_per_minute;

    // Before anything is said: whoever reads the line below may stop the server at once.
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let server = Server::open(settings).await?;
    let listener = TcpListener::bind(flags.listen).await.map_err(|error| Failure::Listen(flags.listen, error))?;
    writeln!(io::stdout(), "listening on http://{}", listener.local_addr()?)?;
    serve(listener, server, async move { stopped(&mut interrupt, &mut terminate).await }).await;
    Ok(())
}

async fn stopped(interrupt: &mut Signal, terminate: &mut Signal) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

fn fail(code: u8, sentence: &str) -> ExitCode {
    // Where stderr is closed, the exit code has to do.
    let _ = writeln!(io::stderr(), "error: {sentence}");
    ExitCode::from(code)
}
