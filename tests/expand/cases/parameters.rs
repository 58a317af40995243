// Every row of the table of parameters.
#[event_async(user_state = u64)]
impl Table {
    #[event_async]
    pub fn taken(&self, a: u32, b: &Config, c: &str, d: &Path, e: &OsStr, f: &CStr, g: &[u8], h: &dyn Visit, i: &'static str, j: impl Fn(u32) -> u32) {}

    #[event_async]
    pub fn given(
        a: &mut Config,
        #[inout(name = text)] b: &mut str,
        c: &mut [u8],
        d: &mut (dyn Visit + Sync),
        #[out] e: &mut u32,
        #[out(name = list, init = Vec::with_capacity(8))] f: &mut Vec<u8>,
    ) {
    }

    #[event_async]
    pub fn patterns(self: Arc<Self>, (a, b): (u32, u32), _: u8, mut c: u8) -> u8 {
        c
    }

    #[event_async]
    pub fn generic<'a, T: Display + ?Sized + 'a, const N: usize>(&'a self, x: &'a T) -> usize
    where
        T: Debug,
    {
        N
    }

    #[event_async]
    pub fn nested(&self, a: Option<&str>, b: Option<&Config>, c: &[&Path], d: Cow<'_, str>, e: Cow<'_, Config>, f: Cow<'static, str>) {}

    #[event_async]
    pub fn unmarked(&self, token: CancellationToken, progress: &Progress<u8>) {}
}
