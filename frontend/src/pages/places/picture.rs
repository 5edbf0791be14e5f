//! A drawing as a picture of what is marked: the water of each place has the colour of how strong it is there. Said in words below the
//! picture, which is for the eye and the finger alone.

use std::fmt::Write as _;

use ebb_journal::catalogue::{Scale, Symptom};
use ebb_journal::{Side, Site};

use super::drawings::{Drawing, FINGERS, Finger, FingerName, Region};

/// What the picture shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Marks {
    /// The symptom.
    pub symptom: &'static Symptom,
    /// The places that are marked, each with how strong, if that is said.
    pub marked: Vec<(Site, Option<u16>)>,
    /// The place that is being asked for.
    pub asked: Option<Site>,
    /// The finger that is open.
    pub finger: Option<(FingerName, Side)>,
}

/// What paints a shape that can be marked; one that cannot; a joint. As attributes: the page allows no styles from here.
const SKIN: &str = r#"fill="var(--line)""#;
const NOT_ASKED: &str = r#"fill="var(--line)" fill-opacity=".45""#;
const JOINT: &str = r#"fill="var(--edge)" fill-opacity=".3""#;
/// What paints a place by how strong it is there.
const SHADES: [&str; 5] = [
    r#"fill="var(--dusk-0)""#,
    r#"fill="var(--dusk-1)""#,
    r#"fill="var(--dusk-2)""#,
    r#"fill="var(--dusk-3)""#,
    r#"fill="var(--dusk-4)""#,
];
/// What paints nails, toes, the spine.
const DETAIL: &str = r#"fill="none" stroke="var(--edge)" stroke-opacity=".5""#;

/// The whole drawing.
pub fn picture(drawing: &'static Drawing, marks: &Marks) -> String {
    let mut svg = format!("<svg class=\"body-map\" viewBox=\"{}\" aria-hidden=\"true\">", drawing.room);
    let _ = drawing.placings.iter().enumerate().try_for_each(|(at, placing)| {
        let own = || drawing.regions().filter(move |region| region.placing == placing);
        write!(svg, "<g transform=\"{}\">", placing.transform)?;
        own().filter(|region| !region.shape.is_joint).try_for_each(|region| shape(&mut svg, region, marks))?;
        svg.push_str("</g>");
        // The lines of a whole figure are drawn once, those of a hand for each.
        let is_whole = drawing.shapes.iter().any(|shape| !shape.is_sided);
        if !is_whole || at + 1 == drawing.placings.len() {
            write!(svg, "<g transform=\"{}\" pointer-events=\"none\">", if is_whole { "" } else { placing.transform })?;
            lines(&mut svg, drawing)?;
            svg.push_str("</g>");
        }
        write!(svg, "<g transform=\"{}\" fill=\"transparent\" cursor=\"pointer\">", placing.transform)?;
        own().filter(|region| !region.shape.reach.is_empty()).try_for_each(|region| reach(&mut svg, region, marks))?;
        own().filter(|region| region.shape.is_joint).try_for_each(|region| shape(&mut svg, region, marks))?;
        svg.push_str("</g>");
        Ok::<(), std::fmt::Error>(())
    });
    let asked = drawing.regions().filter(|region| is_asked(*region, marks));
    asked.for_each(|region| svg.push_str(&ring(region)));
    let _ = drawing.regions().try_for_each(|region| chip(&mut svg, region, marks));
    for (x, y, letter) in drawing.letters {
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{y}\" fill=\"var(--ink-soft)\" font-size=\"15\" font-weight=\"700\" text-anchor=\"middle\">{letter}</text>"
        );
    }
    svg.push_str("</svg>");
    svg
}

/// A finger, enlarged, with the joints that the symptom has.
pub fn enlarged(finger: &Finger, joints: &[Region], marks: &Marks) -> String {
    let mut svg = String::from("<svg class=\"body-map\" viewBox=\"0 0 356 74\" aria-hidden=\"true\">");
    let whole = joints.iter().any(|joint| marks.marked.iter().any(|(site, _)| whole_finger(*joint, *site)));
    let fill = if whole { SHADES[1] } else { SKIN };
    let _ = write!(
        svg,
        "<path d=\"{}Z\" {fill}/><path d=\"{}\" {DETAIL} stroke-width=\"1.25\"/><path d=\"{}\" fill=\"none\" stroke=\"var(--edge)\" stroke-width=\"1.25\"/>",
        finger.line, finger.nail, finger.line
    );
    for (end, x, radius) in finger.joints {
        let Some(region) = joints.iter().find(|region| region.shape.name.ends_with(&["-", end].concat())) else {
            continue;
        };
        let (fill, ink) = colours(*region, marks);
        let ring = if is_asked(*region, marks) { ("var(--tide)", 3.0) } else { ("var(--raised)", 2.0) };
        let number = number_of(*region, marks).map_or(String::new(), |number| {
            format!("<text x=\"{x}\" y=\"44\" fill=\"{ink}\" font-size=\"20\" font-weight=\"700\" text-anchor=\"middle\">{number}</text>")
        });
        let _ = write!(
            svg,
            "<g data-region=\"{}\" cursor=\"pointer\"><rect x=\"{}\" y=\"0\" width=\"72\" height=\"74\" fill=\"transparent\"/><circle cx=\"{x}\" cy=\"37\" r=\"{radius}\" {fill} stroke=\"{}\" stroke-width=\"{}\"/>{number}</g>",
            region.key(),
            x - 36.0,
            ring.0,
            ring.1,
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Whether a mark is on the whole finger of a joint.
fn whole_finger(joint: Region, marked: Site) -> bool {
    let whole = |region: &Region| {
        region.shape.finger == joint.shape.finger && !region.shape.is_joint && region.side == joint.side
    };
    joint.drawing.regions().find(whole).is_some_and(|whole| whole.covered_by(marked))
}

/// Finger enlarged, by its name.
pub fn finger(name: FingerName) -> Option<&'static Finger> {
    FINGERS.iter().find(|finger| finger.name == name)
}

fn lines(svg: &mut String, drawing: &Drawing) -> std::fmt::Result {
    write!(
        svg,
        "<path d=\"{}\" fill=\"none\" stroke=\"var(--raised)\" stroke-width=\"1.5\" stroke-linejoin=\"round\"/><path d=\"{}\" {DETAIL} stroke-linecap=\"round\"/><path d=\"{}\" fill=\"none\" stroke=\"var(--edge)\" stroke-linejoin=\"round\"/>",
        drawing.seams, drawing.detail, drawing.outline
    )
}

fn shape(svg: &mut String, region: Region, marks: &Marks) -> std::fmt::Result {
    let can_be_meant = !region.meant(marks.symptom).is_empty();
    if region.shape.is_joint && region.site(marks.symptom).is_none() {
        return Ok(());
    }
    let (fill, _) = colours(region, marks);
    let edge = if region.shape.is_joint { " stroke=\"var(--raised)\" stroke-width=\"1.5\"" } else { "" };
    let key =
        if can_be_meant { format!(" data-region=\"{}\" cursor=\"pointer\"", region.key()) } else { String::new() };
    write!(svg, "<path d=\"{}\" {fill}{edge}{key}/>", region.shape.line)
}

fn reach(svg: &mut String, region: Region, marks: &Marks) -> std::fmt::Result {
    if region.meant(marks.symptom).is_empty() {
        return Ok(());
    }
    write!(svg, "<path d=\"{}\" data-region=\"{}\"/>", region.shape.reach, region.key())
}

/// Around what is asked for, and around the finger that is open.
fn ring(region: Region) -> String {
    format!(
        "<path transform=\"{}\" d=\"{}\" fill=\"none\" stroke=\"var(--tide)\" stroke-width=\"2.5\" stroke-linejoin=\"round\" pointer-events=\"none\"/>",
        region.placing.transform, region.shape.line
    )
}

fn is_asked(region: Region, marks: &Marks) -> bool {
    let is_open = marks.finger.is_some_and(|(finger, side)| {
        region.shape.finger == Some(finger) && region.side == side && !region.shape.is_joint
    });
    is_open || marks.asked.is_some_and(|asked| is_own(region, asked, region.site(marks.symptom)))
}

/// Whether a place is that of the region itself, on its side or on both.
fn is_own(region: Region, site: Site, own: Option<Site>) -> bool {
    own.is_some_and(|own| own.place == site.place) && region.covered_by(site)
}

/// The mark that is drawn on a region: its own before one on more than it.
fn mark_of(region: Region, marks: &Marks) -> Option<(Site, Option<u16>)> {
    let covering = |place| marks.marked.iter().find(|(site, _)| site.place == place && region.covered_by(*site));
    region.shape.places.iter().find_map(|place| covering(*place)).copied()
}

/// What paints a region, and the colour of a number on it.
fn colours(region: Region, marks: &Marks) -> (&'static str, &'static str) {
    let Some((_, value)) = mark_of(region, marks) else {
        let fill = match region {
            _ if region.meant(marks.symptom).is_empty() || region.site(marks.symptom).is_none() => NOT_ASKED,
            Region { shape, .. } if shape.is_joint => JOINT,
            _ => SKIN,
        };
        return (fill, "var(--ink)");
    };
    colours_of(value, marks.symptom.scale)
}

/// The same for how strong something is.
fn colours_of(value: Option<u16>, scale: Scale) -> (&'static str, &'static str) {
    let Some(value) = value else { return (SHADES[2], "var(--ink)") };
    let step = usize::from(step_of(value, scale));
    (SHADES[step.min(4)], if step > 2 { "var(--raised)" } else { "var(--ink)" })
}

/// A value on any scale as one of the five steps of a level; what is longer than four hours or oftener than twelve times is full.
pub fn step_of(value: u16, scale: Scale) -> u16 {
    let full = match scale {
        Scale::ZeroToTen => 10,
        Scale::Minutes => 240,
        Scale::Count => 12,
        Scale::Presence | Scale::NeverRated => 1,
        Scale::FiveSteps | Scale::Episode => 4,
    };
    if scale == Scale::Presence { 3 * value.min(1) } else { (value.min(full) * 4).div_ceil(full) }
}

/// The number that stands on a region: of 0 to 10, and of what is counted.
fn number_of(region: Region, marks: &Marks) -> Option<u16> {
    let (site, value) = mark_of(region, marks)?;
    let has_number = matches!(marks.symptom.scale, Scale::ZeroToTen | Scale::Count);
    value.filter(|_| has_number && is_own(region, site, region.site(marks.symptom)))
}

fn chip(svg: &mut String, region: Region, marks: &Marks) -> std::fmt::Result {
    let Some(number) = number_of(region, marks) else { return Ok(()) };
    let (fill, ink) = colours(region, marks);
    let placed = |x: f32, y: f32| {
        let at = |row: usize| {
            let [x_part, y_part, start] = [0, 2, 4].map(|column| region.placing.matrix[row + column]);
            x_part * x + y_part * y + start
        };
        (at(0), at(1))
    };
    let (x, y) = match &region.shape.chip {
        Some(chip) => placed(chip.x, chip.y),
        None if region.shape.is_joint => {
            let (x, y) = middle_of(region.shape.line);
            placed(x, y)
        }
        None => return Ok(()),
    };
    if let Some((from_x, from_y)) = region.shape.chip.as_ref().and_then(|chip| chip.from) {
        let (from_x, from_y) = placed(from_x, from_y);
        write!(
            svg,
            "<path d=\"M{from_x:.1} {from_y:.1}L{x:.1} {y:.1}\" stroke=\"var(--edge)\" stroke-width=\"1.25\"/>"
        )?;
    }
    write!(
        svg,
        "<g pointer-events=\"none\"><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"11\" {fill} stroke=\"var(--raised)\" stroke-width=\"1.5\"/><text x=\"{x:.1}\" y=\"{:.1}\" fill=\"{ink}\" font-size=\"14.5\" font-weight=\"700\" text-anchor=\"middle\">{number}</text></g>",
        y + 4.8
    )
}

/// The middle of a circle that begins at its top, "M26.9-97.2C…": as far below the top as its lowest point is twice.
fn middle_of(line: &str) -> (f32, f32) {
    let numbers = numbers_of(line);
    let (xs, ys): (Vec<f32>, Vec<f32>) = numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).unzip();
    let middle = |values: &[f32]| {
        let (least, most) =
            values.iter().fold((f32::MAX, f32::MIN), |(least, most), value| (least.min(*value), most.max(*value)));
        f32::midpoint(least, most)
    };
    (middle(&xs), middle(&ys))
}

/// The numbers of a path, which a letter, a space or a minus parts.
fn numbers_of(line: &str) -> Vec<f32> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    for letter in line.chars().chain(['Z']) {
        if letter.is_ascii_digit() || letter == '.' {
            number.push(letter);
            continue;
        }
        numbers.extend(number.parse::<f32>());
        number.clear();
        if letter == '-' {
            number.push('-');
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use ebb_journal::{Place, SymptomNumber};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::super::drawings::{BACK, FRONT, HANDS};
    use super::*;

    fn marks(marked: Vec<(Site, Option<u16>)>) -> Marks {
        let symptom = ebb_journal::catalogue::symptom(SymptomNumber::JOINT_PAIN).unwrap();
        Marks { symptom, marked, asked: None, finger: None }
    }

    #[wasm_bindgen_test]
    fn a_marked_place_is_drawn_from_the_front_and_from_the_back_and_its_number_once() {
        let marks = marks(vec![(Site::left(Place::KNEE), Some(4))]);
        let (front, back) = (picture(&FRONT, &marks), picture(&BACK, &marks));
        assert_eq!((front.matches(">4</text>").count(), back.matches(">4</text>").count()), (1, 0));
        assert!(front.contains("var(--dusk-2)") && back.contains("var(--dusk-2)"));
        assert!(!picture(&HANDS, &marks).contains("var(--dusk-2)"));
    }

    #[wasm_bindgen_test]
    fn all_fingers_marked_at_once_are_all_drawn() {
        let marks = marks(vec![(Site::right(Place::FINGERS), Some(10))]);
        assert_eq!(picture(&HANDS, &marks).matches("var(--dusk-4)").count(), 5);
    }

    #[wasm_bindgen_test]
    fn none_is_not_the_same_as_not_marked() {
        assert_ne!(colours_of(Some(0), Scale::ZeroToTen).0, SKIN);
        let steps =
            [(Scale::ZeroToTen, 1, 1), (Scale::ZeroToTen, 10, 4), (Scale::Minutes, 30, 1), (Scale::Minutes, 1440, 4)];
        for (scale, value, step) in steps {
            assert_eq!(step_of(value, scale), step);
        }
        assert_eq!((step_of(0, Scale::Presence), step_of(1, Scale::Presence)), (0, 3));
    }

    #[wasm_bindgen_test]
    fn numbers_are_read_out_of_a_path() {
        assert_eq!(numbers_of("M26.9-97.2C31.9-97 0 .5Z"), [26.9, -97.2, 31.9, -97.0, 0.0, 0.5]);
        assert_eq!(middle_of("M0-10C5-10 10-5 10 0C10 5 5 10 0 10C-5 10-10 5-10 0Z"), (0.0, 0.0));
    }
}
