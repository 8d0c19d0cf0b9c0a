package wire_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// TestPort_Serve_origin has the requests that a browser or another program of this machine sends.
func TestPort_Serve_origin(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	endpoint := *serve(t, &wire.Port{Handler: a.Server}).BaseEndpoint
	address := strings.TrimPrefix(endpoint, "http://")
	port := address[strings.LastIndex(address, ":"):]
	const (
		served = http.StatusBadRequest // of a DescribeTable without a name
		denied = http.StatusForbidden
	)
	for name, c := range map[string]struct {
		host   string
		header http.Header
		want   int
	}{
		"127.0.0.1":                     {"127.0.0.1" + port, nil, served},
		"another loopback address":      {"127.1.2.3" + port, nil, served},
		"::1":                           {"[::1]" + port, nil, served},
		"localhost":                     {"localhost" + port, nil, served},
		"any case":                      {"LocalHost" + port, nil, served},
		"a trailing dot":                {"localhost." + port, nil, served},
		"typed into a browser":          {address, http.Header{"Sec-Fetch-Site": {"none"}}, served},
		"from our own page":             {address, http.Header{"Sec-Fetch-Site": {"same-origin"}}, served},
		"a name":                        {"evil.example" + port, nil, denied},
		"a name that begins alike":      {"localhost.evil.example" + port, nil, denied},
		"a name that ends alike":        {"evil.localhost" + port, nil, denied},
		"an address of a network":       {"192.0.2.1" + port, nil, denied},
		"no port":                       {"localhost", nil, denied},
		"another port":                  {"localhost:1", nil, denied},
		"::1 without brackets":          {"::1" + port, nil, denied},
		"no host":                       {":", nil, denied},
		"Origin":                        {address, http.Header{"Origin": {"http://evil.example"}}, denied},
		"Origin null":                   {address, http.Header{"Origin": {"null"}}, denied},
		"our own Origin":                {address, http.Header{"Origin": {endpoint}}, denied},
		"an empty Origin":               {address, http.Header{"Origin": {""}}, denied},
		"cross-site":                    {address, http.Header{"Sec-Fetch-Site": {"cross-site"}}, denied},
		"same-site, of another port":    {address, http.Header{"Sec-Fetch-Site": {"same-site"}}, denied},
		"Sec-Fetch-Site twice":          {address, http.Header{"Sec-Fetch-Site": {"none", "cross-site"}}, denied},
		"a name that leads here, quiet": {"evil.example" + port, http.Header{"Sec-Fetch-Site": {"same-origin"}}, denied},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, endpoint, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		if r.Host = c.host; c.header != nil {
			r.Header = c.header
		}
		r.Header.Set("X-Amz-Target", "DynamoDB_20120810.DescribeTable")
		if got := status(t, r); got != c.want {
			t.Errorf("%s: status %d, want %d", name, got, c.want)
		}
	}
}

// TestPort_Serve_options asks for the methods of the server as a whole, which Go's own server would answer.
func TestPort_Serve_options(t *testing.T) {
	t.Parallel()
	address := strings.TrimPrefix(*serve(t, &wire.Port{Handler: newAccount(wire.Options{}).Server}).BaseEndpoint, "http://")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, "http://"+address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.URL.Opaque, r.Host = "*", "evil.example"
	if got := status(t, r); got != http.StatusForbidden {
		t.Errorf("status %d, want %d", got, http.StatusForbidden)
	}
}

// status returns the status of the answer to a request. A refusal must say what it is.
func status(t *testing.T, r *http.Request) int {
	t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var body bytes.Buffer
	if _, err := body.ReadFrom(resp.Body); err != nil {
		t.Fatal(err)
	}
	if refused := strings.Contains(body.String(), `AccessDeniedException`); refused != (resp.StatusCode == http.StatusForbidden) {
		t.Errorf("host %s: %s: %s", r.Host, resp.Status, body.String())
	}
	return resp.StatusCode
}
