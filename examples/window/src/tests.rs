//! The window without a display: what it draws at a size, and how it answers keys and clicks.

use std::time::{Duration, Instant};

use eframe::egui::{
    Context, Event, Key, Memory, Modifiers, PointerButton, Pos2, RawInput, Rect, Shape, vec2,
};

use crate::MIN_SIZE;
use crate::log::Log;
use crate::style::{ZOOM, grouped};
use crate::window::Window;

/// A prime that takes longer than any test: the largest below 2^64.
const LONG: u64 = 18_446_744_073_709_551_557;

/// Far more than anything here takes.
const LIMIT: Duration = Duration::from_secs(90);

/// A window on a display of its smallest size.
struct Display {
    context: Context,
    window: Window,
    frames: f64,
}

/// A text on the display, and what is visible of it.
#[derive(Debug)]
struct Text {
    text: String,
    rect: Rect,
}

impl Display {
    fn new(threads: usize, numbers: &[u64]) -> Self {
        let context = Context::default();
        let mut window = Window::new(&context, threads, Log::new(false));
        window.start_all(numbers);
        let mut display = Self {
            context,
            window,
            frames: 0.0,
        };
        // Panels and the list have their places from the second frame on.
        display.frame(&[]);
        display.frame(&[]);
        display
    }

    fn screen() -> Rect {
        let [width, height] = MIN_SIZE;
        Rect::from_min_size(Pos2::ZERO, vec2(width, height) / ZOOM)
    }

    /// Draws a frame after these events, and returns its texts.
    fn frame(&mut self, events: &[Event]) -> Vec<Text> {
        self.frames += 1.0;
        let input = RawInput {
            screen_rect: Some(Self::screen()),
            time: Some(self.frames / 60.0),
            events: events.to_vec(),
            focused: true,
            ..RawInput::default()
        };
        self.window.poll();
        let output = self.context.run_ui(input, |ui| self.window.show(ui));
        let mut texts = Vec::new();
        for clipped in &output.shapes {
            collect(&clipped.shape, clipped.clip_rect, &mut texts);
        }
        output.drop_without_applying_deltas();
        texts
    }

    /// Draws frames until one has such texts.
    #[track_caller]
    fn shows(&mut self, expected: &str, is_there: impl Fn(&[Text]) -> bool) {
        let start = Instant::now();
        loop {
            let texts = self.frame(&[]);
            if is_there(&texts) {
                return;
            }
            assert!(start.elapsed() < LIMIT, "{expected} not in {texts:?}");
        }
    }

    fn presses(&mut self, key: Key) {
        let pressed = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        self.frame(&[pressed(true)]);
        self.frame(&[pressed(false)]);
    }

    fn types(&mut self, text: &str) {
        self.frame(&[Event::Text(text.to_owned())]);
    }

    #[track_caller]
    fn clicks(&mut self, button: &str) {
        let texts = self.frame(&[]);
        let text = texts.iter().find(|text| text.text == button);
        let pos = text.expect(button).rect.center();
        let pressed = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame(&[Event::PointerMoved(pos)]);
        self.frame(&[pressed(true)]);
        self.frame(&[pressed(false)]);
    }
}

fn collect(shape: &Shape, clip: Rect, texts: &mut Vec<Text>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, texts)),
        Shape::Text(text) => {
            let rect = text.visual_bounding_rect().intersect(clip);
            if rect.is_positive() {
                let text = text.galley.text().to_owned();
                texts.push(Text { text, rect });
            }
        }
        _ => {}
    }
}

fn count(texts: &[Text], text: &str) -> usize {
    texts.iter().filter(|shown| shown.text == text).count()
}

fn has(texts: &[Text], text: &str) -> bool {
    count(texts, text) > 0
}

#[test]
fn no_text_overlaps_another_one_at_the_smallest_size() {
    // The square of the largest prime below 2^32 has the longest outcome.
    let square = 4_294_967_291 * 4_294_967_291;
    for numbers in [[LONG, LONG], [square, 1], [97, LONG]] {
        let mut display = Display::new(2, &numbers);
        if numbers[0] != LONG {
            display.shows("an outcome", |texts| {
                !texts.iter().any(|text| text.text.starts_with("waiting"))
            });
        }
        display.types("x");
        let texts = display.frame(&[]);
        for (index, one) in texts.iter().enumerate() {
            assert!(Display::screen().contains_rect(one.rect), "{one:?}");
            for other in &texts[..index] {
                let overlap = one.rect.shrink(0.5).intersect(other.rect.shrink(0.5));
                assert!(!overlap.is_positive(), "{one:?} and {other:?}");
            }
        }
    }
}

#[test]
fn the_keyboard_reaches_visible_rows_only() {
    let mut display = Display::new(1, &[LONG; 200]);
    let mut focused = std::collections::HashSet::new();
    for _ in 0..50 {
        display.presses(Key::Tab);
        let Some(id) = display.context.memory(Memory::focused) else {
            continue;
        };
        let widget = display.context.read_response(id).unwrap();
        assert!(Display::screen().contains_rect(widget.rect), "{widget:?}");
        assert!(
            widget.interact_rect.height() >= widget.rect.height() - 0.5,
            "{widget:?}"
        );
        focused.insert(id);
    }
    // The field, a few rows, and the buttons.
    assert!((3..10).contains(&focused.len()), "{}", focused.len());
}

#[test]
fn a_row_that_waits_says_so_and_is_cancelled_at_once() {
    let mut display = Display::new(1, &[LONG, LONG]);
    display.shows("one row that waits", |texts| {
        count(texts, "waiting for a thread") == 1
    });
    // The list is at its end, where the last row waits, and its button is the last one.
    display.shows("a running row", |texts| {
        texts.iter().any(|text| text.text.contains("latest prime"))
    });
    let cancel = display
        .frame(&[])
        .into_iter()
        .rfind(|text| text.text == "Cancel");
    let pos = cancel.unwrap().rect.center();
    for pressed in [true, false] {
        display.frame(&[
            Event::PointerMoved(pos),
            Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            },
        ]);
    }
    display.shows("a cancelled row", |texts| has(texts, "cancelled"));
    assert_eq!(display.window.counts().running, 1);
}

#[test]
fn all_are_cancelled_by_one_button() {
    let mut display = Display::new(1, &[LONG; 200]);
    display.clicks("Cancel all");
    let start = Instant::now();
    while display.window.counts().finished < 200 {
        display.frame(&[]);
        assert!(start.elapsed() < LIMIT);
    }
}

#[test]
fn wrong_input_is_explained_and_starts_nothing() {
    let mut display = Display::new(1, &[]);
    // All of the field's text is selected at first.
    for (typed, mistake) in [
        ("12x", "not a whole number"),
        (
            "18446744073709551616",
            "too large: the largest number is 18446744073709551615",
        ),
    ] {
        display.frame(&[Event::Key {
            key: Key::A,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        }]);
        display.types(typed);
        let texts = display.frame(&[]);
        assert!(has(&texts, mistake), "{texts:?}");
        display.presses(Key::Enter);
        assert_eq!(display.window.counts().unfinished(), 0);
    }
}

#[test]
fn digits_are_in_groups_of_three() {
    for (number, expected) in [
        (7, "7"),
        (100, "100"),
        (1000, "1 000"),
        (12_345_678, "12 345 678"),
    ] {
        assert_eq!(grouped(number).replace('\u{2009}', " "), expected);
    }
}
