package killtest

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/stack"
)

// TestKilledProcessesLoseAndDoubleNothing starts editions and kills a process
// during each. The variable SEED chooses other instants.
func TestKilledProcessesLoseAndDoubleNothing(t *testing.T) {
	t.Parallel()
	n := 50
	if testing.Short() {
		n = 10
	}
	seed := seed(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	k := newKiller(t)
	f := deploy(t, n, k)
	all := editions(n)
	stop := f.sweepOften(ctx, t)
	var open sync.WaitGroup
	defer func() { cancel(); stop(); open.Wait() }()
	slots := make(chan struct{}, atOnce)
	for i, at := range drawInstants(seed, n) {
		slots <- struct{}{}
		open.Go(func() {
			f.sent(ctx, t, all[i])
			<-slots
		})
		made := k.await(at)
		if err := f.Trigger(ctx, all[i].name, all[i].scheduled); err != nil {
			t.Fatal(err)
		}
		select {
		case <-made:
		case <-ctx.Done():
			t.Fatalf("SEED=%d: no process could be killed at %+v", seed, at)
		}
	}
	open.Wait()
	stop()
	kills := k.stop()
	f.close(t)
	deliveries := f.checkDeliveries(t, all, kills)
	t.Logf("SEED=%d", seed)
	logKills(t, kills, len(all), deliveries)
}

// atOnce is the number of editions that are open at once. Some wait for the end
// of the lease of a reporter that was killed.
const atOnce = 12

func seed(t *testing.T) uint64 {
	text := os.Getenv("SEED")
	if text == "" {
		return 1
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("SEED: %v", err)
	}
	return seed
}

// sweepOften invokes the janitor again and again until stop is called.
func (f *fixture) sweepOften(ctx context.Context, t *testing.T) (stop func()) {
	stopped := make(chan struct{})
	var sweeps sync.WaitGroup
	sweeps.Go(func() {
		for {
			if err := f.Sweep(ctx); err != nil && !wasKilled(err.Error()) && !lateSweep.MatchString(err.Error()) {
				t.Error(err)
			}
			select {
			case <-stopped:
				return
			case <-time.After(200 * time.Millisecond):
			}
		}
	})
	return sync.OnceFunc(func() { close(stopped); sweeps.Wait() })
}

// earlier are the blocks of a number's editions before: which of these had ended is a
// matter of time.
var earlier = regexp.MustCompile(`\n<code>[▁▂▃▄▅▆▇█·]+</code>`)

// checkDeliveries compares every text with the text that the sample gives, and
// the number of texts with the number of kills that may have caused a second
// delivery.
func (f *fixture) checkDeliveries(t *testing.T, all []edition, kills []*kill) (deliveries int) {
	doubled := count(kills, (*kill).mayDouble)
	ours := 0
	for _, e := range all {
		texts, total := f.telegram.deliveries(e)
		deliveries, ours = total, ours+len(texts)
		if len(texts) < 1 || len(texts) > 1+doubled {
			t.Errorf("%s: %d deliveries, want from 1 to %d", e.run(), len(texts), 1+doubled)
		}
		for _, text := range texts {
			begin := e.begin(f.events)
			numbers := earlier.ReplaceAllString(text, "")
			if got := numbers[:min(len(begin), len(numbers))]; got != begin {
				t.Errorf("%s (-want +got):\n%s", e.run(), cmp.Diff(begin, got))
			}
			if text != texts[0] {
				t.Errorf("%s was sent in two forms (-first +later):\n%s", e.run(), cmp.Diff(texts[0], text))
			}
		}
	}
	if deliveries != ours {
		t.Errorf("%d deliveries belong to no edition", deliveries-ours)
	}
	if deliveries > len(all)+doubled {
		t.Errorf("%d deliveries of %d editions with %d kills that may have doubled one", deliveries, len(all), doubled)
	}
	return deliveries
}

func count(kills []*kill, is func(*kill) bool) int {
	n := 0
	for _, k := range kills {
		if is(k) {
			n++
		}
	}
	return n
}

// logKills logs every kill and their number, and checks that every function was
// killed and that three of five kills were inside an invocation.
func logKills(t *testing.T, kills []*kill, editions, deliveries int) {
	for i, k := range kills {
		t.Logf("kill %02d %s", i+1, k)
	}
	var parts []string
	for _, function := range stack.Functions {
		n := count(kills, func(k *kill) bool { return k.function == function })
		if n == 0 {
			t.Errorf("the %s was never killed", function)
		}
		parts = append(parts, strconv.Itoa(n)+" "+string(function))
	}
	inside := count(kills, func(k *kill) bool { return k.inside })
	if inside < len(kills)*3/5 {
		t.Errorf("%d of %d kills inside an invocation, want three of five", inside, len(kills))
	}
	t.Logf("%d kills (%s), %d inside an invocation; %d editions, %d deliveries",
		len(kills), strings.Join(parts, ", "), inside, editions, deliveries)
}
