package public_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/public"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestPublic(t *testing.T) {
	t.Parallel()
	for addresses, want := range map[string]bool{
		"8.8.8.8 1.1.1.1 192.0.1.1 172.32.0.1 100.128.0.1 198.20.0.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1": true,
		"127.0.0.1 127.9.9.9 ::1 ::ffff:127.0.0.1 localhost%":                                                                         false,
		"10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 ::ffff:10.0.0.1 fd00::1 fc00::1":                                              false,
		"169.254.169.254 169.254.170.2 ::ffff:169.254.169.254 fd00:ec2::254 fe80::1 fe80::1%eth0":                                     false,
		"64:ff9b::a9fe:a9fe 2002:a9fe:a9fe:: 2002:7f00:1:: 64:ff9b:1::1 ::7f00:1":                                                     false,
		"0.0.0.0 0.1.2.3 100.64.0.1 192.0.0.8 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255":                                         false,
		":: ff02::1 100::1 2001::1 fec0::1":                                                                                           false,
	} {
		for text := range strings.FieldsSeq(addresses) {
			a, err := netip.ParseAddr(text)
			if got := public.Public(a); got != want {
				t.Errorf("%s (%v): public %v, want %v", text, err, got, want)
			}
		}
	}
}

// TestClient holds that a name is judged by the address that it stands for.
func TestClient(t *testing.T) {
	t.Parallel()
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	t.Cleanup(server.Close)
	for _, url := range []string{server.URL, strings.Replace(server.URL, "127.0.0.1", "localhost", 1), "http://[::ffff:127.0.0.1]:80/", "http://169.254.169.254/latest/meta-data/"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := public.Client().Do(req)
		if err == nil {
			_ = resp.Body.Close()
		}
		var refused *fanlight.DeliveryError
		if !errors.As(err, &refused) || !refused.Permanent || !strings.Contains(err.Error(), "is not public") {
			t.Errorf("%s: %v, want a refusal of the address", url, err)
		}
	}
	if asked > 0 {
		t.Errorf("the server got %d requests", asked)
	}
	if err := public.Client().CheckRedirect(nil, nil); !errors.Is(err, http.ErrUseLastResponse) {
		t.Errorf("the client follows redirects: %v", err)
	}
}
