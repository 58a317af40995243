/// The example of the pattern's "Handling Out and Ref Parameters in Methods".
#[event_async]
impl Component {
    #[event_async]
    pub fn method_name(&self, arg1: &str, arg2: &mut String, #[out] arg3: &mut String) -> i32 {
        arg2.push_str(arg1);
        *arg3 = arg2.clone();
        42
    }
}
