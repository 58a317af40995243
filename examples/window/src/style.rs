//! How the window looks, light or dark as the desktop has it.

use eframe::egui::{Color32, Context, Theme};

pub(crate) const BLUE: Color32 = Color32::from_rgb(46, 116, 214);
pub(crate) const GREEN: Color32 = Color32::from_rgb(74, 160, 96);
pub(crate) const AMBER: Color32 = Color32::from_rgb(202, 138, 48);
pub(crate) const RED: Color32 = Color32::from_rgb(214, 76, 76);

pub(crate) fn apply(context: &Context) {
    context.set_zoom_factor(1.1);
    context.all_styles_mut(|style| {
        style.spacing.item_spacing.y = 4.0;
        style.visuals.weak_text_alpha = 0.85;
    });
    context.style_mut_of(Theme::Light, |style| {
        // What of a bar is still to be filled would be white on white.
        style.visuals.extreme_bg_color = Color32::from_gray(222);
        style.visuals.text_edit_bg_color = Some(Color32::WHITE);
    });
}
