package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/smtpspec/smtpspec/suites/clients"
	"github.com/spf13/cobra"
)

func (a *app) clientsCommand() *cobra.Command {
	return a.catalogue(&cobra.Command{
		Use:   "clients [NAME]",
		Short: "Built-in client profiles, or the text of one",
		Long: `Clients lists what a suite can name as its client: what a kind of device can do,
so that a session offers and says no more than the device would.`,
		Example: "  smtpspec clients\n  smtpspec clients old-tls\n  smtpspec run builtin:m365/direct-send --var client=old-tls",
	}, clients.Names, a.listClients, a.showClient)
}

func (a *app) listClients() error {
	w := tabwriter.NewWriter(a.reference(), 0, 8, 2, ' ', 0)
	for _, c := range clients.List() {
		fmt.Fprintf(w, "%s\t%s\n", c.Name, c.Title)
	}
	return w.Flush()
}

func (a *app) showClient(name string) error {
	text, err := clients.Source(name)
	if err != nil {
		return notBuiltin("client", name, clients.Names(), "smtpspec clients")
	}
	_, err = a.out.Write(text)
	return err
}
