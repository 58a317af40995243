//! Stand-ins for the toolkits of the guide, whose crates are too large to build for one page: what the page uses, with the
//! signatures that it has there. They are compiled against and never run.

#![allow(
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    reason = "the signatures are those of the toolkits"
)]

/// slint 1.18.
pub mod slint {
    /// Why a closure was not taken.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum EventLoopError {
        /// The loop has ended.
        EventLoopTerminated,
        /// There is no backend yet.
        NoEventLoopProvider,
    }

    /// Runs `func` on the thread of the event loop.
    pub fn invoke_from_event_loop(
        func: impl FnOnce() + Send + 'static,
    ) -> Result<(), EventLoopError> {
        drop(func);
        Err(EventLoopError::NoEventLoopProvider)
    }
}

/// egui 0.37.
pub mod egui {
    /// The state of the user interface.
    #[derive(Clone, Debug, Default)]
    pub struct Context(std::sync::Arc<std::sync::RwLock<()>>);

    impl Context {
        /// Requests another frame, from any thread.
        pub fn request_repaint(&self) {
            drop(self.0.write());
        }
    }
}

/// gtk4 0.11.
pub mod gtk4 {
    /// glib 0.22.
    pub mod glib {
        /// A source in a main context.
        #[derive(Debug)]
        pub struct SourceId(());

        /// Runs `func` once in the default main context, when that is idle.
        pub fn idle_add_once<F>(func: F) -> SourceId
        where
            F: FnOnce() + Send + 'static,
        {
            drop(func);
            SourceId(())
        }
    }
}

/// winit 0.30.
pub mod winit {
    /// What an application is told.
    pub mod application {
        use super::event::WindowEvent;
        use super::event_loop::ActiveEventLoop;
        use super::window::WindowId;

        /// An application's side of the event loop.
        pub trait ApplicationHandler<T: 'static = ()> {
            /// The application is to make its window.
            fn resumed(&mut self, event_loop: &ActiveEventLoop);

            /// An event from a proxy.
            fn user_event(&mut self, event_loop: &ActiveEventLoop, event: T) {
                let _ = (event_loop, event);
            }

            /// An event of a window.
            fn window_event(
                &mut self,
                event_loop: &ActiveEventLoop,
                window_id: WindowId,
                event: WindowEvent,
            );
        }
    }

    /// Errors.
    pub mod error {
        /// The loop could not be made, or failed.
        #[derive(Debug)]
        pub struct EventLoopError(());
    }

    /// Events.
    pub mod event {
        /// An event of a window.
        #[derive(Clone, Debug)]
        pub enum WindowEvent {}
    }

    /// The loop.
    pub mod event_loop {
        use std::marker::PhantomData;

        use super::application::ApplicationHandler;
        use super::error::EventLoopError;

        /// The loop, before it runs.
        #[derive(Debug)]
        pub struct EventLoop<T: 'static>(PhantomData<*const T>);

        /// Makes loops.
        #[derive(Debug)]
        pub struct EventLoopBuilder<T: 'static>(PhantomData<T>);

        /// The loop, while it runs.
        #[derive(Debug)]
        pub struct ActiveEventLoop(());

        /// A way into the loop for other threads.
        #[derive(Debug)]
        pub struct EventLoopProxy<T: 'static>(std::sync::mpsc::Sender<T>);

        /// The loop has ended. The event comes back.
        #[derive(Clone, Copy, Debug)]
        pub struct EventLoopClosed<T>(pub T);

        impl<T> EventLoop<T> {
            /// Begins to make a loop with user-defined events.
            pub fn with_user_event() -> EventLoopBuilder<T> {
                EventLoopBuilder(PhantomData)
            }

            /// Makes a way into the loop.
            pub fn create_proxy(&self) -> EventLoopProxy<T> {
                EventLoopProxy(std::sync::mpsc::channel().0)
            }

            /// Runs the loop until it is told to end.
            pub fn run_app<A: ApplicationHandler<T>>(
                self,
                app: &mut A,
            ) -> Result<(), EventLoopError> {
                let _ = app;
                Ok(())
            }
        }

        impl<T> EventLoopBuilder<T> {
            /// Makes the loop.
            pub fn build(&mut self) -> Result<EventLoop<T>, EventLoopError> {
                Ok(EventLoop(PhantomData))
            }
        }

        impl<T: 'static> EventLoopProxy<T> {
            /// Has `event` given to the application.
            pub fn send_event(&self, event: T) -> Result<(), EventLoopClosed<T>> {
                self.0.send(event).map_err(|error| EventLoopClosed(error.0))
            }
        }
    }

    /// Windows.
    pub mod window {
        /// Tells windows apart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct WindowId(u64);
    }
}

/// iced 0.14.
pub mod iced {
    use std::marker::PhantomData;

    /// What an application wants done.
    #[derive(Debug)]
    pub struct Task<T>(PhantomData<T>);

    impl<T> Task<T> {
        /// Gives each item of the stream to `update`.
        pub fn stream(stream: impl futures::Stream<Item = T> + Send + 'static) -> Self
        where
            T: 'static,
        {
            drop(stream);
            Self(PhantomData)
        }
    }

    /// The futures crate.
    pub mod futures {
        /// Values that come one after the other.
        pub trait Stream {
            /// The type of the values.
            type Item;
        }

        /// Channels.
        pub mod channel {
            /// Channels with many senders.
            pub mod mpsc {
                use std::marker::PhantomData;
                use std::sync::mpsc;

                /// The way in.
                #[derive(Debug)]
                pub struct UnboundedSender<T>(mpsc::Sender<T>);

                /// The way out.
                #[derive(Debug)]
                pub struct UnboundedReceiver<T>(PhantomData<T>);

                /// Nobody receives any more.
                #[derive(Clone, Debug)]
                pub struct TrySendError<T>(T);

                /// A channel without a limit.
                pub fn unbounded<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
                    let (sender, _) = mpsc::channel();
                    (UnboundedSender(sender), UnboundedReceiver(PhantomData))
                }

                impl<T> UnboundedSender<T> {
                    /// Sends without waiting.
                    pub fn unbounded_send(&self, msg: T) -> Result<(), TrySendError<T>> {
                        self.0.send(msg).map_err(|error| TrySendError(error.0))
                    }
                }

                impl<T> super::super::Stream for UnboundedReceiver<T> {
                    type Item = T;
                }
            }
        }
    }
}
