//! The window: what is in it, and the event loop inside the toolkit's own.

use std::time::Duration;

use eap_runtime::EventLoop;
use eap_runtime::context::CurrentGuard;
use eframe::egui::{Button, CentralPanel, Context, Frame, Panel, ScrollArea, Sides, Spinner, Ui};
use eframe::{App, glow};

use crate::calculations::Calculations;
use crate::entry::Entry;
use crate::log::Log;
use crate::pulse::Pulse;
use crate::{row, style};

pub(crate) struct Window {
    calculations: Calculations,
    entry: Entry,
    pulse: Pulse,
    log: Log,
    /// What is started in this thread has its events raised in the event loop.
    _current: CurrentGuard,
    event_loop: EventLoop,
}

impl Window {
    /// Begins with a calculation of each of `numbers`.
    pub(crate) fn new(context: &Context, numbers: &[u64], log: Log) -> Self {
        style::apply(context);
        let wake = context.clone();
        let event_loop = EventLoop::with_wake(move || wake.request_repaint());
        let current = event_loop.enter();

        let mut calculations = Calculations::new(log);
        for number in numbers {
            calculations.start(*number);
        }
        Self {
            calculations,
            entry: Entry::new(),
            pulse: Pulse::new(),
            log,
            _current: current,
            event_loop,
        }
    }

    fn show_entry(&mut self, ui: &mut Ui) {
        if let Some(number) = self.entry.show(ui, self.log) {
            self.calculations.start(number);
        }
    }

    fn show_list(&self, ui: &mut Ui) {
        let mut cancelled = None;
        ScrollArea::vertical()
            .auto_shrink(false)
            .stick_to_bottom(true)
            .show(ui, |ui| {
                for calculation in self.calculations.list().iter() {
                    if row::show(ui, calculation, self.log) {
                        cancelled = Some(calculation.task);
                    }
                }
            });
        if let Some(task) = cancelled {
            self.calculations.cancel(task);
        }
    }

    fn show_state(&self, ui: &mut Ui) {
        // The time it tells is a second old at the most.
        ui.request_repaint_after(Duration::from_secs(1));
        let running = self.calculations.running();
        let finished = self.calculations.list().len() - running;
        let ((), forget) = Sides::new().height(26.0).show(
            ui,
            |ui| {
                if running > 0 {
                    // It turns as long as this thread is free, and has the window painted all the time.
                    ui.add(Spinner::new().size(14.0));
                }
                ui.weak(format!("{running} running, {finished} finished"));
            },
            |ui| {
                let forget = ui.add_enabled(finished > 0, Button::new("Clear finished"));
                self.log.place(format_args!("Clear finished"), &forget);
                ui.weak(format!(
                    "frame {}, longest pause {} ms, open for {} s",
                    self.pulse.frames(),
                    self.pulse.longest_pause().as_millis(),
                    self.pulse.age().as_secs(),
                ));
                forget.clicked()
            },
        );
        if forget {
            self.calculations.forget_finished();
        }
    }
}

impl App for Window {
    /// Runs the handlers that wait; of a hidden window too, which is not painted.
    fn logic(&mut self, _context: &Context, _frame: &mut eframe::Frame) {
        self.event_loop.poll();
        self.pulse.beat(self.calculations.running() > 0);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let margin = Frame::central_panel(ui.style()).inner_margin(12);
        Panel::top("entry")
            .frame(margin)
            .show(ui, |ui| self.show_entry(ui));
        Panel::bottom("state")
            .frame(margin)
            .show(ui, |ui| self.show_state(ui));
        CentralPanel::default()
            .frame(margin)
            .show(ui, |ui| self.show_list(ui));
    }

    /// Nothing goes on without the window: what runs is cancelled, which it notices within moments.
    fn on_exit(&mut self, _gl: Option<&glow::Context>) {
        self.calculations.cancel_all();
        self.event_loop.run();
        self.log.say(format_args!(
            "closed after {} frames, with a longest pause of {} ms",
            self.pulse.frames(),
            self.pulse.longest_pause().as_millis(),
        ));
    }
}
