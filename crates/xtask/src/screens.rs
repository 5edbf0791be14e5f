//! `cargo xtask screens`: draws every screen and state of the app into `docs/screens/`.

use crate::app;
use crate::call;
use crate::checks::node_for_browser;
use crate::server::{self, Profile};
use crate::tools::Browser;
use crate::workspace::Workspace;
use anyhow::Result;

/// Builds what is drawn, and draws it. Pictures that no screen has any more go.
pub(crate) fn screens(workspace: &Workspace) -> Result<()> {
    let browser = Browser::find()?;
    let app = app::build(workspace)?;
    let server = server::build(workspace, Profile::Debug)?;
    let mut node = node_for_browser(workspace, &browser, &app, &server)?;
    call::run(node.arg("tests/browser/screens.mjs"))
}
