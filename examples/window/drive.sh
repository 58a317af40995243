#!/usr/bin/env bash
# Works the window with mouse and keyboard on a display of its own, and checks what it did. On Debian, root gets missing
# packages installed.
#
#     examples/window/drive.sh [PICTURE]    takes a picture too, such as docs/window.png for the README
set -euo pipefail
picture=${1:+$(realpath -- "$1")}
cd "$(dirname "$0")/../.."

title='^Prime numbers$'
threads=3 # so that two long calculations leave one for the others
many=200 # calculations that wait at the same time
limit=180 # seconds that anything may take
longest_pause=2000 # milliseconds between two frames, on a machine that is busy with more than this

tools=(xvfb openbox xdotool scrot)
libraries=(libegl1 libgl1 libgl1-mesa-dri libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0)

fail() {
    printf 'drive.sh: %s\n' "$*" >&2
    [[ ! -s ${log-} ]] || sed 's/^/    /' "$log" >&2
    exit 1
}

install_missing() {
    local missing=() package
    for package in "${tools[@]}" "${libraries[@]}"; do
        dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
            missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    ((EUID == 0)) || fail "missing packages: ${missing[*]}"
    apt-get update --quiet=2
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends "${missing[@]}"
}

# wait_for WHAT COMMAND…: until the command succeeds.
wait_for() {
    local what=$1 deadline=$((SECONDS + limit))
    shift
    until "$@"; do
        [[ -z ${program-} ]] || ! ended "$program" || fail "the program has ended without this: $what"
        ((SECONDS < deadline)) || fail "not after $limit seconds: $what"
        sleep 0.05
    done
}

ended() { ! kill -0 "$1" 2>/dev/null; }
says() { grep -qxF -- "$1" "$log"; }
wait_for_line() { wait_for "$1" says "$1"; }

is_managed() { xdotool get_desktop &>/dev/null; }
is_shown() { xdotool search --onlyvisible --name "$title" &>/dev/null; }
is_hidden() { ! is_shown; }
position_of_window() { xdotool getwindowgeometry --shell "$window"; }
# A window that comes back is at another position for a moment.
is_back() { is_shown && [[ $(position_of_window) == "$position" ]] && is_active; }
is_active() { [[ $(xdotool getactivewindow 2>/dev/null) == "$window" ]]; }

# The middle of a widget, as the program last logged it.
position_of() { sed -n "s/^$1 at //p" "$log" | tail -n 1; }
is_positioned() { [[ -n $(position_of "$1") ]]; }
click() {
    local x y
    wait_for "there is $1" is_positioned "$1"
    read -r x y <<<"$(position_of "$1")"
    xdotool mousemove --window "$window" "$x" "$y" click 1
}

type_number() {
    click Number
    xdotool key ctrl+a type "$1"
}

install_missing
cargo build --release --package eap-window

work=$(mktemp --directory)
log=$work/log
cleanup() {
    local running
    mapfile -t running < <(jobs -pr)
    ((${#running[@]} == 0)) || kill "${running[@]}" 2>/dev/null || true
    wait
    rm --recursive --force "$work"
}
trap cleanup EXIT

# The server chooses a free display and writes its number once it accepts clients.
Xvfb -displayfd 1 -screen 0 1024x768x24 -nolisten tcp >"$work/display" 2>"$work/xvfb" &
wait_for "a display" test -s "$work/display"
DISPLAY=:$(<"$work/display")
export DISPLAY
unset WAYLAND_DISPLAY

openbox &>"$work/openbox" &
wait_for "a window manager" is_managed

WINIT_X11_SCALE_FACTOR=1 "${CARGO_TARGET_DIR:-target}/release/eap-window" --log --threads $threads >"$log" &
program=$!
wait_for "the window is there" is_shown
window=$(xdotool search --onlyvisible --name "$title")
wait_for "the window is active" is_active

# Two that take longer than all of this …
long=18446744073709551557 shorter=9223372036854775783 other=18446744073709551533
type_number $long
click Start
wait_for_line "[1] $long: started"
type_number $shorter
click Start
wait_for_line "[2] $shorter: started"

# … go on and report while nothing is shown,
position=$(position_of_window)
xdotool windowminimize "$window"
wait_for "the window is gone" is_hidden
wait_for_line "[2] $shorter: 10 %"
xdotool windowactivate "$window"
wait_for "the window is back" is_back

# and while they run, the window takes more, each with an outcome of its own.
type_number 99991
xdotool key Return
wait_for_line "[3] 99991 is prime"
type_number 1000036000099
click Start
wait_for_line "[4] 1000036000099 is not prime: its first divisor is 1000003"
type_number $other
click Start
wait_for_line "[5] $other: started"
wait_for_line "[5] $other: 10 %"
click "Cancel 5"
wait_for_line "[5] $other: cancelled"

# What is not a number is explained and starts nothing, or the next would not be the sixth.
type_number 12x
wait_for_line "12x: not a whole number"
click Start
type_number 1
click Start
wait_for_line "[6] 1: 1 is too small: primes begin at 2"

type_number 67280421310721
[[ -z $picture ]] || scrot --overwrite --focused --file "$picture"

click "Clear finished"
wait_for_line "cleared, 2 left"

# Many that wait: one of them is cancelled while the long ones run, then all are.
type_number $other
for ((number = 7; number < 7 + many; number++)); do
    xdotool key Return
    wait_for_line "[$number] $other: started"
done
last=$((6 + many))
click "Cancel $last"
wait_for_line "[$last] $other: cancelled"
click "Cancel all"
for ((number = 7; number < 7 + many; number++)); do
    wait_for_line "[$number] $other: cancelled"
done
wait_for_line "[1] $long: cancelled"
wait_for_line "[2] $shorter: cancelled"

# What runs is cancelled with the window.
type_number $long
click Start
started=$((7 + many))
wait_for_line "[$started] $long: started"

xdotool key alt+F4
wait_for "the program has ended" ended "$program"
wait "$program" || fail "the program ended with $?"

wait_for_line "[$started] $long: cancelled"

grep '^\[[1-6]\]' "$log" | grep -v ' %$' | sort >"$work/events"
diff --unified --label expected --label happened - "$work/events" <<END || fail "something else happened"
[1] $long: cancelled
[1] $long: started
[2] $shorter: cancelled
[2] $shorter: started
[3] 99991 is prime
[3] 99991: started
[4] 1000036000099 is not prime: its first divisor is 1000003
[4] 1000036000099: started
[5] $other: cancelled
[5] $other: started
[6] 1: 1 is too small: primes begin at 2
[6] 1: started
END

closed=$(grep '^closed' "$log") || fail "the program did not log how it went"
pause=$(sed -n 's/.* pause of \([0-9]*\) ms$/\1/p' <<<"$closed")
((pause <= longest_pause)) || fail "the window stood still: $closed"
echo "drive.sh: all as expected; $closed${picture:+; picture in $picture}"
