package dev.trapline.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline completion}: the tab completion script of a shell. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        header = "Print tab completion for a shell.",
        description = {
            "",
            "Add to ~/.bashrc:  source <(trapline completion bash)",
            "Add to ~/.zshrc:   source <(trapline completion zsh)"
        })
final class CompletionCommand implements Runnable {
    /** The shells there is a script for. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "bash|zsh", description = "The shell: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        String script = AutoComplete.bash("trapline", Main.commandLine());
        // zsh runs the bash script, once its own completion system and then the bash one are loaded.
        String prelude = switch (shell) {
            case bash -> "";
            case zsh -> "autoload -Uz compinit bashcompinit && compinit && bashcompinit\n";
        };
        spec.commandLine().getOut().print(prelude + script);
        spec.commandLine().getOut().flush();
    }
}
