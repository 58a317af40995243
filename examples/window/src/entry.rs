//! The field for a number, and the button that starts its calculation.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditOutput;
use eframe::egui::{Align2, Button, Color32, FontId, Key, RichText, TextEdit, Ui, Vec2, vec2};

use crate::log::Log;
use crate::style::{BLUE, RED};

const START: Vec2 = vec2(88.0, 30.0);

pub(crate) struct Entry {
    text: String,
    /// It has not been drawn yet.
    new: bool,
}

impl Entry {
    /// A field with the largest prime below 2^64, which takes a while.
    pub(crate) fn new() -> Self {
        Self {
            text: String::from("18446744073709551557"),
            new: true,
        }
    }

    /// Draws it, and returns the number whose calculation is to start.
    pub(crate) fn show(&mut self, ui: &mut Ui, log: Log) -> Option<u64> {
        ui.horizontal(|ui| {
            let field = self.show_field(ui);
            log.place(format_args!("Number"), &field.response);
            let entered =
                field.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));

            // Not before the field has had its keys: the last digit may come in the same frame as the Enter or the click.
            let number = self.number();
            let text = RichText::new("Start").color(Color32::WHITE);
            let start = ui
                .add_enabled(
                    number.is_some(),
                    Button::new(text).fill(BLUE).min_size(START),
                )
                .on_disabled_hover_text(format!("A whole number up to {}", u64::MAX));
            log.place(format_args!("Start"), &start);

            let begin = entered || start.clicked();
            if std::mem::take(&mut self.new) || begin {
                // What was typed stays, to be typed over.
                select_all(ui, field);
            }
            number.filter(|_| begin)
        })
        .inner
    }

    fn show_field(&mut self, ui: &mut Ui) -> TextEditOutput {
        let wrong = (self.number().is_none() && !self.text.is_empty()).then_some(RED);
        let width = ui.available_width() - START.x - ui.spacing().item_spacing.x;
        TextEdit::singleline(&mut self.text)
            .hint_text("A number to test")
            .font(FontId::monospace(16.0))
            .text_color_opt(wrong)
            .align(Align2::LEFT_CENTER)
            .min_size(vec2(0.0, START.y))
            .desired_width(width)
            .show(ui)
    }

    fn number(&self) -> Option<u64> {
        self.text.trim().parse().ok()
    }
}

/// Puts the keyboard into the field, with all of its text selected.
fn select_all(ui: &Ui, mut field: TextEditOutput) {
    field.response.request_focus();
    let end = CCursor::new(field.galley.text().chars().count());
    let all = CCursorRange::two(CCursor::new(0), end);
    field.state.cursor.set_char_range(Some(all));
    field.state.store(ui.ctx(), field.response.id);
}
