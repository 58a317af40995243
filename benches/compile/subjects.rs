//! The crates that are compiled: the same hundred methods each, of twenty lines.

use std::fmt::Write as _;

pub(crate) const METHODS: u32 = 100;

/// A crate, and what is written around its methods.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) package: &'static str,
    /// A line of its manifest, or else that of the runtime.
    pub(crate) dependency: Option<&'static str>,
    head: &'static str,
    on_impl: &'static str,
    on_method: &'static str,
    /// `fn` and what stands before it.
    function: &'static str,
    parameters: &'static str,
    returns: &'static str,
    /// What comes out, from `most`.
    end: &'static str,
}

const PLAIN: Subject = Subject {
    name: "the methods themselves",
    package: "plain",
    dependency: None,
    head: "#[derive(Default)] pub struct Store { pub events: eap_runtime::Events<Self> }",
    on_impl: "",
    on_method: "",
    function: "pub fn",
    parameters: "",
    returns: "-> std::io::Result<u64>",
    end: "Ok(most)",
};

const ANNOTATED: Subject = Subject {
    name: "event_async, `io::Result<u64>`",
    package: "annotated",
    on_impl: "#[eap_runtime::event_async]",
    on_method: "#[event_async]",
    ..PLAIN
};

pub(crate) const SUBJECTS: &[Subject] = &[
    PLAIN,
    Subject {
        name: "event_async, nothing returned",
        package: "annotated-nothing",
        returns: "",
        end: "let _ = most;",
        ..ANNOTATED
    },
    Subject {
        name: "event_async, `u64`",
        package: "annotated-value",
        returns: "-> u64",
        end: "most",
        ..ANNOTATED
    },
    ANNOTATED,
    Subject {
        name: "event_async, with everything",
        package: "annotated-everything",
        on_impl: "#[eap_runtime::event_async(concurrent, begin_end, future)]",
        parameters: "#[out] size: &mut usize, #[cancel] cancel: &eap_runtime::CancellationToken, \
                     #[progress] progress: &eap_runtime::Progress,",
        end: "*size = counts.len(); progress.report(99); cancel.check()?; Ok(most)",
        ..ANNOTATED
    },
    Subject {
        name: "async_trait",
        package: "async-trait-rival",
        dependency: Some("async-trait = \"0.1\""),
        head: "pub struct Store;",
        on_impl: "#[async_trait::async_trait]",
        function: "async fn",
        ..PLAIN
    },
    Subject {
        name: "tracing::instrument",
        package: "instrument-rival",
        dependency: Some("tracing = \"0.1\""),
        head: "#[derive(Debug)] pub struct Store;",
        on_method: "#[tracing::instrument]",
        ..PLAIN
    },
    Subject {
        name: "bon::builder",
        package: "bon-rival",
        dependency: Some("bon = \"3\""),
        head: "pub struct Store;",
        on_impl: "#[bon::bon]",
        on_method: "#[builder]",
        ..PLAIN
    },
];

impl Subject {
    pub(crate) fn source(&self) -> String {
        let mut source = format!("use std::collections::HashMap;\n\n{}\n\n", self.head);
        let methods: String = (0..METHODS).map(|index| self.method(index)).collect();
        let of_trait = self.function == "async fn";
        if of_trait {
            let _ = writeln!(source, "{}\npub trait Jobs {{", self.on_impl);
            for index in 0..METHODS {
                let _ = writeln!(source, "    {};", self.signature(index));
            }
            source.push_str("}\n\n");
        }
        let of_jobs = if of_trait { "Jobs for " } else { "" };
        let _ = write!(
            source,
            "{}\nimpl {of_jobs}Store {{\n{methods}}}\n",
            self.on_impl
        );
        source
    }

    fn signature(&self, index: u32) -> String {
        format!(
            "{} method_{index}(&self, path: &str, count: u64, {}) {}",
            self.function, self.parameters, self.returns
        )
    }

    fn method(&self, index: u32) -> String {
        let mut method = format!("    {}\n    {} {{\n", self.on_method, self.signature(index));
        method.push_str("        let mut counts: HashMap<String, u64> = HashMap::new();\n");
        for (more, separator) in ('a'..='e').enumerate() {
            let _ = writeln!(
                method,
                "        for word in path.split('{separator}') {{\n            \
                 *counts.entry(word.to_owned()).or_default() += count + {more};\n        }}"
            );
        }
        let _ = writeln!(
            method,
            "        let most = counts.values().copied().max().unwrap_or(0);\n        {}\n    }}",
            self.end
        );
        method
    }
}
