//! What the operator sets: flags, and `EBB_*` variables for the same.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use ebb_protocol::limits::{
    FOUNDINGS_PER_ADDRESS_PER_HOUR, MAILBOX_LOOKS_PER_ADDRESS_PER_MINUTE, REQUESTS_PER_MEMBER_PER_MINUTE,
};

use crate::at_least_one;

/// The Ebb server: keeps sealed segments in order and wakes devices. It cannot read them.
#[derive(Debug, Clone, Parser)]
#[command(name = "ebb-server", version)]
pub struct Config {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Serves the app and its data until it is stopped (SIGINT or SIGTERM).
    Serve(Serve),
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "EBB_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The database; its folder and file are made where they are missing.
    #[arg(long, env = "EBB_DATABASE_URL", default_value = "sqlite:data/ebb.db")]
    pub database_url: String,

    /// Folder of the built app; without it the embedded app where there is one, else `dist`.
    #[arg(long, env = "EBB_APP_DIR")]
    pub app_dir: Option<PathBuf>,

    /// Address of a proxy whose X-Forwarded-For is believed. Can be given more than once.
    #[arg(long = "trusted-proxy", env = "EBB_TRUSTED_PROXY", value_delimiter = ',', value_name = "ADDRESS")]
    pub trusted_proxies: Vec<IpAddr>,

    /// How many requests a device may make in a minute.
    #[arg(long, env = "EBB_REQUESTS_PER_MEMBER_PER_MINUTE", default_value_t = at_least_one(REQUESTS_PER_MEMBER_PER_MINUTE))]
    pub requests_per_member_per_minute: NonZeroU32,

    /// How many accounts may be founded, and recovery sheets tried, from one address in an hour.
    #[arg(long, env = "EBB_FOUNDINGS_PER_ADDRESS_PER_HOUR", default_value_t = at_least_one(FOUNDINGS_PER_ADDRESS_PER_HOUR))]
    pub foundings_per_address_per_hour: NonZeroU32,

    /// How many looks into mailboxes of invitations may come from one address in a minute.
    #[arg(long, env = "EBB_MAILBOX_LOOKS_PER_ADDRESS_PER_MINUTE", default_value_t = at_least_one(MAILBOX_LOOKS_PER_ADDRESS_PER_MINUTE))]
    pub mailbox_looks_per_address_per_minute: NonZeroU32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(flags: &[&str]) -> Result<Serve, clap::Error> {
        let words = ["ebb-server", "serve"].iter().chain(flags);
        Config::try_parse_from(words).map(|config| match config.command {
            Command::Serve(serve) => serve,
        })
    }

    #[test]
    fn proxies_can_be_named_one_by_one_or_together() {
        let serve = parse(&["--trusted-proxy", "10.0.0.1", "--trusted-proxy", "::1,10.0.0.2"]).unwrap();
        let expected: Vec<IpAddr> = ["10.0.0.1", "::1", "10.0.0.2"].map(|text| text.parse().unwrap()).into();
        assert_eq!(serve.trusted_proxies, expected);
    }

    #[test]
    fn a_bad_flag_is_told_by_its_name_and_ends_with_2() {
        for (flags, named) in [
            (["--listen", "everywhere"], "--listen"),
            (["--trusted-proxy", "proxy.example"], "--trusted-proxy"),
            (["--requests-per-member-per-minute", "0"], "--requests-per-member-per-minute"),
            (["--lissten", "127.0.0.1:1"], "--lissten"),
        ] {
            let error = parse(&flags).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().contains(named), "{error}");
        }
    }
}
