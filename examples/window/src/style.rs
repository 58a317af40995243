//! How the window looks, light or dark as the desktop has it.

use eframe::egui::{Color32, Context, Theme};

pub(crate) const ZOOM: f32 = 1.1;

pub(crate) const BLUE: Color32 = Color32::from_rgb(46, 116, 214);
pub(crate) const GREEN: Color32 = Color32::from_rgb(74, 160, 96);
pub(crate) const AMBER: Color32 = Color32::from_rgb(202, 138, 48);
pub(crate) const RED: Color32 = Color32::from_rgb(214, 76, 76);

/// A number in groups of three digits.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in (0..digits.len()).rev().zip(digits.chars()) {
        grouped.push(digit);
        if place > 0 && place % 3 == 0 {
            grouped.push('\u{2009}'); // a thin space
        }
    }
    grouped
}

pub(crate) fn apply(context: &Context) {
    context.set_zoom_factor(ZOOM);
    context.all_styles_mut(|style| {
        style.spacing.item_spacing.y = 4.0;
        style.visuals.weak_text_alpha = 0.85;
    });
    context.style_mut_of(Theme::Light, |style| {
        // The part of a bar that is not filled would be white on white.
        style.visuals.extreme_bg_color = Color32::from_gray(222);
        style.visuals.text_edit_bg_color = Some(Color32::WHITE);
    });
}
