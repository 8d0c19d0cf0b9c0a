package source

import "regexp"

// WantedChannel says what a channel of Slack has to be, nothing if s is one.
func WantedChannel(s string) string { return wanted(slackChannel(), s, wantChannel) }

// WantedChat says what a chat of Telegram has to be, nothing if s is one.
func WantedChat(s string) string { return wanted(chatID(), s, wantChat) }

// WantedAddress says what an address of mail has to be, nothing if s is one.
func WantedAddress(s string) string {
	if _, err := address(s); err != nil {
		return wantAddress
	}
	return ""
}

func wanted(form *regexp.Regexp, s, want string) string {
	if form.MatchString(s) {
		return ""
	}
	return want
}
