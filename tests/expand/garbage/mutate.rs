//! What makes garbage of an input.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::seeds::Input;

/// A small generator of numbers (`SplitMix64`), the same in every run.
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % limit.max(1)
    }

    /// True once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn delimiter(&mut self) -> Delimiter {
        *self.pick(&[
            Delimiter::Parenthesis,
            Delimiter::Brace,
            Delimiter::Bracket,
            Delimiter::None,
        ])
    }
}

pub(super) struct Mutator<'a> {
    numbers: Numbers,
    seeds: &'a [Input],
    words: &'a [TokenTree],
}

/// The words that mean something to the macro or to Rust, and all that the seeds are made of, down to the types.
pub(super) fn words(seeds: &[Input]) -> Vec<TokenTree> {
    let known = quote! {
        event_async out inout cancel progress name init coalesce
        concurrent user_state multiple_operations events result completed_args fallible begin_end future
        cfg cfg_attr deprecated doc hidden feature
        CancellationToken Progress Result Arc Vec String str Path Send Sized Cow
        fn impl for dyn Self self super crate mut ref const type where unsafe extern async pub static struct enum trait mod
        union macro_rules use let if else match loop return move box auto default safe
        'a 'static '_ r#match r#fn r#self_ _ __ _1 λ 名
        & && | || < > << >> : :: -> => ; , = == ! ? * + - / . .. ... ..= @ # $ ~ ^ %
        () [] {} { N } (u8) [u8; 4] #[out] #[cfg(unix)] #![a] &'a mut
        "text" 1 1.5 b'x' 'y' b"z" c"w" 0xff_u8 true
    };
    let mut words: Vec<TokenTree> = known.into_iter().collect();
    for seed in seeds {
        for tokens in [&seed.args, &seed.item] {
            flatten(tokens.clone(), 3, &mut words);
        }
    }
    words
}

fn flatten(tokens: TokenStream, depth: usize, into: &mut Vec<TokenTree>) {
    for token in tokens {
        if let (TokenTree::Group(group), true) = (&token, depth > 0) {
            flatten(group.stream(), depth - 1, into);
        }
        into.push(token);
    }
}

impl<'a> Mutator<'a> {
    pub(super) fn new(numbers: Numbers, seeds: &'a [Input], words: &'a [TokenTree]) -> Self {
        Self {
            numbers,
            seeds,
            words,
        }
    }

    /// Something that a seed has become after a few changes, or nothing but words.
    pub(super) fn input(&mut self) -> Input {
        if self.numbers.once_in(16) {
            return Input {
                args: self.babble(2),
                item: self.babble(4),
            };
        }
        let Input { mut args, mut item } = self.numbers.pick(self.seeds).clone();
        if self.numbers.once_in(4) {
            args = self.numbers.pick(self.seeds).args.clone();
        }
        // Inputs with a single change are nearly right, and so get furthest.
        let limit = self.numbers.below(8);
        for _ in 0..=self.numbers.below(limit) {
            item = self.mutate(item, 0);
        }
        if self.numbers.once_in(3) {
            for _ in 0..=self.numbers.below(3) {
                args = self.mutate(args, 0);
            }
        }
        Input { args, item }
    }

    fn word(&mut self) -> TokenTree {
        self.numbers.pick(self.words).clone()
    }

    /// Words, and groups of words.
    fn babble(&mut self, depth: usize) -> TokenStream {
        let length = self.numbers.below(12);
        let word = |_| {
            if depth > 0 && self.numbers.once_in(4) {
                let content = self.babble(depth - 1);
                Group::new(self.numbers.delimiter(), content).into()
            } else {
                self.word()
            }
        };
        (0..length).map(word).collect()
    }

    /// Changes something in one of the lists of tokens.
    fn mutate(&mut self, tokens: TokenStream, depth: usize) -> TokenStream {
        let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let groups = tokens.iter().enumerate();
        let groups = groups.filter_map(|(index, token)| match token {
            TokenTree::Group(group) => Some((index, group.clone())),
            _ => None,
        });
        let groups: Vec<_> = groups.collect();
        if !groups.is_empty() && !self.numbers.once_in(4) {
            let (index, group) = self.numbers.pick(&groups).clone();
            // The bodies of methods are opaque: little can go wrong in them.
            let is_body = depth == 1 && group.delimiter() == Delimiter::Brace;
            if !is_body || self.numbers.once_in(8) {
                let content = self.mutate(group.stream(), depth + 1);
                tokens[index] = Group::new(group.delimiter(), content).into();
                return tokens.into_iter().collect();
            }
        }
        self.change(&mut tokens);
        tokens.into_iter().collect()
    }

    fn change(&mut self, tokens: &mut Vec<TokenTree>) {
        if tokens.is_empty() {
            tokens.push(self.word());
            return;
        }
        let index = self.numbers.below(tokens.len());
        let other = self.numbers.below(tokens.len());
        let token = tokens[index].clone();
        match self.numbers.below(14) {
            0 => drop(tokens.remove(index)),
            1 => tokens.insert(other, token),
            2 => tokens.swap(index, other),
            3 => tokens.insert(index, self.word()),
            4 | 5 => tokens[index] = self.word(),
            6 => {
                let content = self.babble(2);
                tokens.insert(index, Group::new(self.numbers.delimiter(), content).into());
            }
            7 => match token {
                TokenTree::Group(group) => {
                    let delimiter = self.numbers.delimiter();
                    tokens[index] = Group::new(delimiter, group.stream()).into();
                }
                _ => tokens[index] = Group::new(Delimiter::None, token.into()).into(),
            },
            8 => {
                if let TokenTree::Group(group) = token {
                    drop(tokens.splice(index..=index, group.stream()));
                } else {
                    tokens.insert(index, token);
                }
            }
            9 => {
                let (start, end) = (index.min(other), index.max(other));
                let content: TokenStream = tokens.drain(start..=end).collect();
                tokens.insert(start, Group::new(self.numbers.delimiter(), content).into());
            }
            10 => {
                let run = self.run();
                drop(tokens.splice(index..index, run));
            }
            11 => tokens.truncate(index),
            12 => {
                let times = self.numbers.below(30);
                drop(tokens.splice(index..index, vec![token; times]));
            }
            _ => {
                let delimiter = self.numbers.delimiter();
                let wrap = |content: TokenTree, _| Group::new(delimiter, content.into()).into();
                tokens[index] = (0..self.numbers.below(40)).fold(token, wrap);
            }
        }
    }

    /// Some tokens of another seed that stand beside one another.
    fn run(&mut self) -> Vec<TokenTree> {
        let mut tokens: Vec<TokenTree> = self
            .numbers
            .pick(self.seeds)
            .item
            .clone()
            .into_iter()
            .collect();
        loop {
            let index = self.numbers.below(tokens.len());
            match tokens.get(index) {
                Some(TokenTree::Group(group)) if !self.numbers.once_in(3) => {
                    tokens = group.stream().into_iter().collect();
                }
                _ => {
                    let end = tokens.len().min(index + 1 + self.numbers.below(8));
                    return tokens.drain(index.min(end)..end).collect();
                }
            }
        }
    }
}
