//! The field for a number, and the button that starts its calculation.

use eap_examples::primes::{NumberError, parse};
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditOutput;
use eframe::egui::{
    Align2, Button, Color32, FontId, Key, Label, RichText, TextEdit, Ui, Vec2, vec2,
};

use crate::log::Log;
use crate::style::{BLUE, RED};

const START: Vec2 = vec2(88.0, 30.0);

pub(crate) struct Entry {
    text: String,
    /// It has not been drawn yet.
    new: bool,
    /// What is wrong with the text, as it was last logged.
    logged: Option<NumberError>,
}

impl Entry {
    /// A field with the largest prime below 2^64, which takes a while.
    pub(crate) fn new() -> Self {
        Self {
            text: String::from("18446744073709551557"),
            new: true,
            logged: None,
        }
    }

    /// Draws it, and returns the number whose calculation is to start.
    pub(crate) fn show(&mut self, ui: &mut Ui, log: Log) -> Option<u64> {
        let started = self.show_line(ui, log);
        let mistake = self.mistake();
        // An empty line keeps its height, so that the list does not jump.
        let text = mistake.map_or_else(|| String::from(" "), |mistake| mistake.to_string());
        ui.add(Label::new(RichText::new(text).color(RED)).truncate());
        if mistake != self.logged {
            if let Some(mistake) = mistake {
                log.say(format_args!("{}: {mistake}", self.text));
            }
            self.logged = mistake;
        }
        started
    }

    fn show_line(&mut self, ui: &mut Ui, log: Log) -> Option<u64> {
        ui.horizontal(|ui| {
            let field = self.show_field(ui);
            log.position(format_args!("Number"), &field.response);
            let entered =
                field.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));

            // After the field has had its keys: the last digit may come in the same frame as the Enter or the click.
            let number = self.number();
            let text = RichText::new("Start").color(Color32::WHITE);
            let button = Button::new(text).fill(BLUE).min_size(START);
            let start = ui.add_enabled(number.is_some(), button);
            log.position(format_args!("Start"), &start);

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
        let wrong = self.mistake().map(|_| RED);
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

    /// Its digits may be in groups, as the window shows them.
    fn parse(&self) -> Result<u64, NumberError> {
        let digits: String = self.text.split_whitespace().collect();
        parse(&digits)
    }

    fn number(&self) -> Option<u64> {
        self.parse().ok()
    }

    /// An empty field is not wrong.
    fn mistake(&self) -> Option<NumberError> {
        self.parse().err().filter(|_| !self.text.trim().is_empty())
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
