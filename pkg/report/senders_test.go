package report

import (
	"slices"
	"strings"
	"testing"
)

// mailTo returns a destination that mails come to from an address.
func mailTo(name, from string) Destination {
	return Destination{Name: name, Kind: KindEmail, Email: &Email{From: from, To: []string{"team@example.org"}}}
}

// IAM compares bare addresses with what a mail comes from.
func TestCompile_senders(t *testing.T) {
	t.Parallel()
	r := byHand()
	owner := mailTo("owner", "On call <on-call@example.org>")
	r.Deliver = []Destination{
		mailTo("a", "Fanlight <reports@example.org>"), mailTo("b", `"Sales, EU" <sales@example.org>`),
		mailTo("c", "Jörg <jm@xn--mller-kva.example>"), mailTo("d", "reports@example.org"), mailTo("e", "Reports@Example.org"),
		{Name: "out", Kind: KindStdout},
	}
	r.Owner = &owner
	compiled, err := Compile([]*Report{r}, sources)
	if err != nil {
		t.Fatal(err)
	}
	one := compiled.Reports[0]
	want := []string{"Reports@Example.org", "jm@xn--mller-kva.example", "on-call@example.org", "reports@example.org", "sales@example.org"}
	if !slices.Equal(one.Senders, want) {
		t.Errorf("senders %q, want %q", one.Senders, want)
	}
	if want := []string{"on-call@example.org"}; !slices.Equal(one.OwnerSenders, want) {
		t.Errorf("senders to the owner %q, want %q", one.OwnerSenders, want)
	}
}

func TestCompile_senders_none(t *testing.T) {
	t.Parallel()
	r := byHand()
	r.Deliver, r.Owner = []Destination{{Name: "out", Kind: KindStdout}}, nil
	compiled, err := Compile([]*Report{r}, sources)
	if err != nil {
		t.Fatal(err)
	}
	if one := compiled.Reports[0]; one.Senders == nil || one.OwnerSenders == nil || len(one.Senders)+len(one.OwnerSenders) > 0 {
		t.Errorf("senders %#v and %#v, want empty lists, which JSON writes as []", one.Senders, one.OwnerSenders)
	}
}

func TestCompile_senders_unreadable(t *testing.T) {
	t.Parallel()
	r := byHand()
	r.Deliver = []Destination{mailTo("mail", "reports")}
	if _, err := Compile([]*Report{r}, sources); err == nil || !strings.Contains(err.Error(), `the sender of mail has no @`) {
		t.Errorf("error %v, want one that names the destination", err)
	}
}
