//! The window: what is in it, and the event loop inside the toolkit's own.

use std::time::Duration;

use eap_runtime::EventLoop;
use eap_runtime::context::CurrentGuard;
use eframe::egui::{Button, CentralPanel, Context, Frame, Panel, ScrollArea, Sides, Spinner, Ui};
use eframe::{App, glow};

use crate::calculations::{Calculations, Counts};
use crate::entry::Entry;
use crate::log::Log;
use crate::pulse::Pulse;
use crate::{row, style};

pub(crate) struct Window {
    calculations: Calculations,
    entry: Entry,
    pulse: Pulse,
    log: Log,
    /// What is started on this thread has its events raised in the event loop.
    _current: CurrentGuard,
    event_loop: EventLoop,
}

impl Window {
    /// A window whose calculations run on so many threads.
    pub(crate) fn new(context: &Context, threads: usize, log: Log) -> Self {
        style::apply(context);
        let wake = context.clone();
        let event_loop = EventLoop::with_wake(move || wake.request_repaint());
        let current = event_loop.enter();
        Self {
            calculations: Calculations::new(threads, log),
            entry: Entry::new(),
            pulse: Pulse::new(),
            log,
            _current: current,
            event_loop,
        }
    }

    pub(crate) fn start_all(&mut self, numbers: &[u64]) {
        for number in numbers {
            self.calculations.start(*number);
        }
    }

    /// Runs the handlers that wait.
    pub(crate) fn poll(&mut self) {
        self.event_loop.poll();
        self.pulse.beat(self.counts().unfinished() > 0);
    }

    pub(crate) fn counts(&self) -> Counts {
        self.calculations.counts()
    }

    pub(crate) fn show(&mut self, ui: &mut Ui) {
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

    fn show_entry(&mut self, ui: &mut Ui) {
        if let Some(number) = self.entry.show(ui, self.log) {
            self.calculations.start(number);
        }
    }

    fn show_list(&self, ui: &mut Ui) {
        let mut cancelled = None;
        let list = self.calculations.list();
        ScrollArea::vertical()
            .auto_shrink(false)
            .stick_to_bottom(true)
            .show_rows(ui, row::HEIGHT, list.len(), |ui, visible| {
                for calculation in &list[visible] {
                    if row::show(ui, calculation, self.log) {
                        cancelled = Some(calculation.task);
                    }
                }
            });
        drop(list);
        if let Some(task) = cancelled {
            self.calculations.cancel(task);
        }
    }

    fn show_state(&self, ui: &mut Ui) {
        // The times that are shown are a second old at the most.
        ui.request_repaint_after(Duration::from_secs(1));
        let counts = self.counts();
        Sides::new().height(26.0).shrink_left().truncate().show(
            ui,
            |ui| {
                if counts.running > 0 {
                    // It turns as long as this thread is free, and has the window painted all the time.
                    ui.add(Spinner::new().size(14.0));
                }
                let Counts {
                    waiting,
                    running,
                    finished,
                } = counts;
                ui.weak(format!(
                    "{running} running, {waiting} waiting, {finished} finished"
                ));
            },
            |ui| self.show_buttons(ui, counts),
        );
    }

    fn show_buttons(&self, ui: &mut Ui, counts: Counts) {
        let clear = ui.add_enabled(counts.finished > 0, Button::new("Clear finished"));
        self.log.position(format_args!("Clear finished"), &clear);
        if clear.clicked() {
            self.calculations.forget_finished();
        }
        let cancel = ui.add_enabled(counts.unfinished() > 0, Button::new("Cancel all"));
        self.log.position(format_args!("Cancel all"), &cancel);
        if cancel.clicked() {
            self.calculations.cancel_all();
        }
    }
}

impl App for Window {
    /// Is called for a hidden window, too, which is not painted.
    fn logic(&mut self, _context: &Context, _frame: &mut eframe::Frame) {
        self.poll();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    /// Nothing goes on without the window: what runs is cancelled, and ends soon after.
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
