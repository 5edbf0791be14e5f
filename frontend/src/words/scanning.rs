//! The texts of scanning a code.

use crate::platform::camera::NoCamera;
use crate::platform::device_kind::DeviceKind;

pub const SCAN_THE_CODE: &str = "Scan the code";
pub const SCAN_STAYS: &str = "The picture stays on this device.";
pub const POINT_THE_CAMERA: &str = "Point the camera at the code on the other device.";
pub const WHAT_THE_CAMERA_SEES: &str = "What the camera sees";
pub const ASKING_FOR_CAMERA: &str = "Waiting for the camera. If your browser asks, choose “Allow”.";
pub const LOOKING_FOR_CODE: &str = "Looking for the code…";
pub const STOP_SCANNING: &str = "Stop the camera";
pub const NOT_AN_EBB_CODE: &str = "This is not an Ebb code.";
pub const NOT_AN_EBB_CODE_MORE: &str =
    "The right one is on the device that has your journal: Share, then “Add a device”. The camera is still looking.";
pub const OR_TYPE_THE_CODE: &str = "Or type the code below.";

/// Why the camera shows nothing: what happened, and what to do.
pub const fn no_camera(why: NoCamera, on: DeviceKind) -> (&'static str, &'static str) {
    match why {
        NoCamera::NotSecure => (
            "The camera works over a safe connection only.",
            "The address of this page must begin with https. Whoever runs the server can help.",
        ),
        NoCamera::Missing => ("Ebb found no camera here.", "This device has none, or its browser gives it to no page."),
        NoCamera::NotAllowed => ("Ebb may not use the camera.", how_to_allow(on)),
        NoCamera::Busy => {
            ("The camera did not start.", "Another app may be using it, or a call. Close that, then scan again.")
        }
    }
}

const fn how_to_allow(on: DeviceKind) -> &'static str {
    match on {
        DeviceKind::IPhone | DeviceKind::IPad => {
            "Scan again, and choose “Allow”. If you are not asked, close Ebb and open it again. If that changes nothing: \
            Settings of the phone, Apps, Safari, Camera, “Ask”."
        }
        DeviceKind::AndroidPhone | DeviceKind::AndroidTablet => {
            "Scan again, and choose “Allow”. If you are not asked, open the menu of the browser, then Settings, Site \
            settings, Camera, and allow it there."
        }
        DeviceKind::Mac | DeviceKind::Windows | DeviceKind::Computer => {
            "Scan again, and choose “Allow”. If you are not asked, press the sign beside the address of this page, and \
            allow the camera there."
        }
    }
}

pub const CAMERA_TAKEN: (&str, &str) =
    ("The camera went off.", "A call or another app may have taken it. Scan again when it is free.");
pub const SCANNING_NOT_LOADED: (&str, &str) =
    ("Scanning could not be loaded, because there is no connection.", "Scan again when you are online.");
pub const SCANNING_BROKE_OFF: (&str, &str) = ("Ebb could not read what the camera sees.", "");
