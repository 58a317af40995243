//! The field for a number, and the button that starts its calculation.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    Align, Align2, Button, Color32, FontId, Key, Layout, RichText, TextEdit, Ui, vec2,
};

use crate::log::Log;
use crate::style::{BLUE, RED};

pub(crate) struct Entry {
    text: String,
    /// The next frame puts the keyboard into the field, with all of the text selected.
    select: bool,
}

impl Entry {
    /// A field with the largest prime below 2^64, which takes a while.
    pub(crate) fn new() -> Self {
        Self {
            text: String::from("18446744073709551557"),
            select: true,
        }
    }

    /// Draws it, and returns the number whose calculation is to start.
    pub(crate) fn show(&mut self, ui: &mut Ui, log: Log) -> Option<u64> {
        let height = 30.0;
        let number = self.text.trim().parse::<u64>();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let start = Button::new(RichText::new("Start").color(Color32::WHITE))
                .fill(BLUE)
                .min_size(vec2(88.0, height));
            let start = ui
                .add_enabled(number.is_ok(), start)
                .on_disabled_hover_text(format!("A whole number up to {}", u64::MAX));
            log.place(format_args!("Start"), &start);

            let wrong = (number.is_err() && !self.text.is_empty()).then_some(RED);
            let mut field = TextEdit::singleline(&mut self.text)
                .hint_text("A number to test")
                .font(FontId::monospace(16.0))
                .text_color_opt(wrong)
                .align(Align2::LEFT_CENTER)
                .min_size(vec2(0.0, height))
                .desired_width(f32::INFINITY)
                .show(ui);
            let response = &field.response;
            log.place(format_args!("Number"), response);

            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if std::mem::take(&mut self.select) {
                response.request_focus();
                let all =
                    CCursorRange::two(CCursor::new(0), CCursor::new(self.text.chars().count()));
                field.state.cursor.set_char_range(Some(all));
                field.state.store(ui.ctx(), response.id);
            }
            // What was typed stays, ready to be typed over.
            self.select = start.clicked() || entered;
            number.ok().filter(|_| self.select)
        })
        .inner
    }
}
