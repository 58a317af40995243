//! One calculation in the list: its number, its bar, its state, and the button that cancels it.

use eframe::egui::{Button, Color32, Frame, Margin, ProgressBar, RichText, Sense, Sides, Ui, vec2};

use crate::calculations::{Calculation, Outcome, State};
use crate::log::Log;
use crate::style::{AMBER, BLUE, GREEN, RED, grouped};

/// What a row takes of the list. All rows are of one height, so that the list knows which of them are visible.
pub(crate) const HEIGHT: f32 = CONTENT + 2.0 * (7.0 + 1.0);

/// What is inside of the margin and the line around it.
const CONTENT: f32 = 64.0;

/// Draws a row, and returns whether its calculation is to be cancelled.
pub(crate) fn show(ui: &mut Ui, calculation: &Calculation, log: Log) -> bool {
    let colour = colour(ui, &calculation.state);
    // The keyboard does not reach what is not visible.
    let is_visible = ui.clip_rect().y_range().contains(ui.cursor().top())
        && ui
            .clip_rect()
            .y_range()
            .contains(ui.cursor().top() + HEIGHT);
    let sense = if is_visible {
        Sense::click()
    } else {
        Sense::CLICK
    };
    Frame::group(ui.style())
        .fill(ui.visuals().faint_bg_color)
        .inner_margin(Margin::symmetric(12, 7))
        .show(ui, |ui| {
            ui.set_height(CONTENT);
            let ((), cancel) = Sides::new().height(28.0).shrink_left().truncate().show(
                ui,
                |ui| {
                    let number = RichText::new(grouped(calculation.number));
                    ui.label(number.monospace().size(16.0).strong());
                },
                |ui| !calculation.is_finished() && cancel_button(ui, calculation, sense, log),
            );
            let bar = ProgressBar::new(f32::from(calculation.percentage) / 100.0);
            ui.add(bar.desired_height(8.0).fill(colour));
            Sides::new().shrink_left().truncate().show(
                ui,
                |ui| {
                    let text = RichText::new(describe(calculation));
                    if calculation.is_finished() {
                        ui.label(text.color(colour).strong());
                    } else {
                        ui.label(text.weak());
                    }
                },
                |ui| ui.weak(format!("{:.1} s", calculation.time().as_secs_f32())),
            );
            cancel
        })
        .inner
}

fn cancel_button(ui: &mut Ui, calculation: &Calculation, sense: Sense, log: Log) -> bool {
    let (text, enabled) = match calculation.state {
        State::Cancelling => ("Cancelling…", false),
        _ => ("Cancel", true),
    };
    let button = Button::new(text).min_size(vec2(88.0, 26.0)).sense(sense);
    let button = ui
        .push_id(calculation.task, |ui| ui.add_enabled(enabled, button))
        .inner;
    log.position(format_args!("Cancel {}", calculation.name), &button);
    button.clicked()
}

fn describe(calculation: &Calculation) -> String {
    let Calculation {
        percentage,
        latest_prime,
        ..
    } = calculation;
    match (&calculation.state, latest_prime) {
        (State::Waiting, _) => String::from("waiting for a thread"),
        (State::Running | State::Cancelling, Some(prime)) => {
            format!("{percentage} %, latest prime {}", grouped(*prime))
        }
        (State::Running | State::Cancelling, None) => format!("{percentage} %"),
        (State::Finished { outcome, .. }, _) => match outcome {
            Outcome::Prime => String::from("prime"),
            Outcome::FirstDivisor(divisor) => {
                format!("not prime: first divisor {}", grouped(*divisor))
            }
            Outcome::Cancelled => String::from("cancelled"),
            Outcome::Error(error) => error.clone(),
        },
    }
}

fn colour(ui: &Ui, state: &State) -> Color32 {
    let visuals = ui.visuals();
    match state {
        State::Waiting | State::Cancelling => visuals.weak_text_color(),
        State::Running => BLUE,
        State::Finished { outcome, .. } => match outcome {
            Outcome::Prime => GREEN,
            Outcome::FirstDivisor(_) => AMBER,
            Outcome::Cancelled => visuals.weak_text_color(),
            Outcome::Error(_) => RED,
        },
    }
}
