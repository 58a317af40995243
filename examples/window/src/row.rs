//! One calculation in the list: its number, its bar, and either the button that cancels it or how it ended.

use eframe::egui::{Button, Color32, Frame, Margin, ProgressBar, RichText, Sides, Ui, vec2};

use crate::calculations::{Calculation, Outcome, State};
use crate::log::Log;
use crate::style::{AMBER, BLUE, GREEN, RED};

/// Draws a row, and tells whether its calculation is to be cancelled.
pub(crate) fn show(ui: &mut Ui, calculation: &Calculation, log: Log) -> bool {
    let colour = colour(ui, &calculation.state);
    Frame::group(ui.style())
        .fill(ui.visuals().faint_bg_color)
        .inner_margin(Margin::symmetric(12, 7))
        .show(ui, |ui| {
            let (_, cancel) = Sides::new().height(26.0).show(
                ui,
                |ui| {
                    let number = RichText::new(calculation.number.to_string());
                    ui.label(number.monospace().size(16.0).strong())
                },
                |ui| match &calculation.state {
                    State::Finished { outcome, .. } => {
                        ui.label(RichText::new(describe(outcome)).color(colour).strong());
                        false
                    }
                    State::Running | State::Cancelling => cancel_button(ui, calculation, log),
                },
            );
            let bar = ProgressBar::new(f32::from(calculation.percentage) / 100.0);
            ui.add(bar.desired_height(8.0).fill(colour));
            Sides::new().show(
                ui,
                |ui| {
                    ui.weak(match calculation.latest_prime {
                        Some(prime) => {
                            format!("{} %, latest prime {prime}", calculation.percentage)
                        }
                        None => format!("{} %", calculation.percentage),
                    })
                },
                |ui| ui.weak(format!("{:.1} s", calculation.time().as_secs_f32())),
            );
            cancel
        })
        .inner
}

fn cancel_button(ui: &mut Ui, calculation: &Calculation, log: Log) -> bool {
    let (text, enabled) = match calculation.state {
        State::Cancelling => ("Cancelling…", false),
        _ => ("Cancel", true),
    };
    let button = Button::new(text).min_size(vec2(88.0, 26.0));
    let button = ui
        .push_id(calculation.task, |ui| ui.add_enabled(enabled, button))
        .inner;
    log.place(format_args!("Cancel {}", calculation.name), &button);
    button.clicked()
}

fn describe(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Prime => String::from("prime"),
        Outcome::FirstDivisor(divisor) => format!("not prime: first divisor {divisor}"),
        Outcome::Cancelled => String::from("cancelled"),
        Outcome::Error(error) => error.clone(),
    }
}

fn colour(ui: &Ui, state: &State) -> Color32 {
    let visuals = ui.visuals();
    match state {
        State::Running => BLUE,
        State::Cancelling => visuals.weak_text_color(),
        State::Finished { outcome, .. } => match outcome {
            Outcome::Prime => GREEN,
            Outcome::FirstDivisor(_) => AMBER,
            Outcome::Cancelled => visuals.weak_text_color(),
            Outcome::Error(_) => RED,
        },
    }
}
