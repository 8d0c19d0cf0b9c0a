package post

import (
	"errors"
	"net"
	"net/url"
	"slices"
	"strings"
)

// leastHidden is the length from which on a part of a URL is taken for a secret.
const leastHidden = 8

// hide returns a text without the request's secrets: those that are named, the URL, and
// each longer part of its path and of its query.
func (r Request) hide(text string) string {
	secrets := append(slices.Clone(r.Hidden), r.URL)
	if u, err := url.Parse(r.URL); err == nil {
		secrets = append(secrets, u.RequestURI(), u.EscapedPath(), u.RawQuery)
		secrets = append(secrets, parts(u)...)
	}
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	for _, secret := range secrets {
		if len(secret) >= leastHidden {
			text = strings.ReplaceAll(text, secret, "<secret>")
		}
	}
	return text
}

// parts returns the segments of a URL's path and the values of its query, as they are
// and as they are meant.
func parts(u *url.URL) []string {
	all := append(strings.Split(u.Path, "/"), strings.Split(u.EscapedPath(), "/")...)
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		_, value, _ := strings.Cut(pair, "=")
		all = append(all, value)
		if meant, err := url.QueryUnescape(value); err == nil {
			all = append(all, meant)
		}
	}
	return all
}

// errURL shows nothing of the URL, which may hold a secret.
var errURL = errors.New("invalid URL: want one that begins with https://, or with http:// and a loopback address")

// CheckURL returns an error for a URL by which secrets would go unencrypted over a
// network. The error does not show it.
func CheckURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())) {
		return errURL
	}
	return nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
