package flowgap.vendor.iptables;

import flowgap.grammar.iptables.IptablesParser;
import flowgap.grammar.iptables.IptablesParserBaseVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Turns the parse tree of one line into a statement. */
final class StatementBuilder extends IptablesParserBaseVisitor<Statement> {
  private OptionalLong packets = OptionalLong.empty();
  private Optional<Boolean> onlyV6 = Optional.empty();

  Statement build(IptablesParser.StatementContext statement) {
    return visit(statement);
  }

  @Override
  public Statement visitTableLine(IptablesParser.TableLineContext line) {
    return new Statement.TableStart(line.name.getText());
  }

  @Override
  public Statement visitChainLine(IptablesParser.ChainLineContext line) {
    return new Statement.ChainLine(line.name.getText(), line.policy.getText());
  }

  @Override
  public Statement visitCommitLine(IptablesParser.CommitLineContext line) {
    return new Statement.Commit();
  }

  @Override
  public Statement visitCommentLine(IptablesParser.CommentLineContext line) {
    return new Statement.Comment(line.getText().substring(1).strip());
  }

  @Override
  public Statement visitCommandLine(IptablesParser.CommandLineContext line) {
    if (line.COUNTERS() != null) {
      String text = line.COUNTERS().getText();
      packets = number(text.substring(1, text.indexOf(':')));
    }
    if (line.family() instanceof IptablesParser.OnlyIpv4Context) {
      onlyV6 = Optional.of(false);
    } else if (line.family() instanceof IptablesParser.OnlyIpv6Context) {
      onlyV6 = Optional.of(true);
    }
    return visit(line.command());
  }

  @Override
  public Statement visitAppend(IptablesParser.AppendContext c) {
    return command(Statement.Verb.APPEND, c.chain, null, null, c.part());
  }

  @Override
  public Statement visitInsert(IptablesParser.InsertContext c) {
    return command(Statement.Verb.INSERT, c.chain, c.position, null, c.part());
  }

  @Override
  public Statement visitReplace(IptablesParser.ReplaceContext c) {
    return command(Statement.Verb.REPLACE, c.chain, c.position, null, c.part());
  }

  @Override
  public Statement visitDelete(IptablesParser.DeleteContext c) {
    return command(Statement.Verb.DELETE, c.chain, c.position, null, c.part());
  }

  @Override
  public Statement visitNewChain(IptablesParser.NewChainContext c) {
    return command(Statement.Verb.NEW_CHAIN, c.chain, null, null, List.of());
  }

  @Override
  public Statement visitDeleteChain(IptablesParser.DeleteChainContext c) {
    return command(Statement.Verb.DELETE_CHAIN, c.chain, null, null, List.of());
  }

  @Override
  public Statement visitRenameChain(IptablesParser.RenameChainContext c) {
    return command(Statement.Verb.RENAME_CHAIN, c.chain, null, c.name, List.of());
  }

  @Override
  public Statement visitPolicy(IptablesParser.PolicyContext c) {
    return command(Statement.Verb.POLICY, c.chain, null, c.target, c.part());
  }

  @Override
  public Statement visitFlush(IptablesParser.FlushContext c) {
    return command(Statement.Verb.FLUSH, c.chain, null, null, List.of());
  }

  @Override
  public Statement visitZero(IptablesParser.ZeroContext c) {
    return command(Statement.Verb.ZERO, c.chain, null, null, List.of());
  }

  private Statement command(
      Statement.Verb verb,
      Token chain,
      Token position,
      Token argument,
      List<IptablesParser.PartContext> parts) {
    List<Option> options = new ArrayList<>(parts.size());
    for (IptablesParser.PartContext part : parts) {
      add(options, part);
    }
    return new Statement.Command(
        verb,
        chain == null ? "" : chain.getText(),
        position == null ? 0 : position(position),
        argument == null ? "" : argument.getText(),
        options,
        packets,
        onlyV6);
  }

  /** -1 for a position that is no number. */
  private static int position(Token token) {
    String text = token.getText();
    return text.matches("[0-9]{1,8}") ? Integer.parseInt(text) : -1;
  }

  private void add(List<Option> out, IptablesParser.PartContext part) {
    if (part instanceof IptablesParser.SourcePartContext p) {
      out.add(option(p, Option.SOURCE, p.before, p.after, p.addresses));
    } else if (part instanceof IptablesParser.DestinationPartContext p) {
      out.add(option(p, Option.DESTINATION, p.before, p.after, p.addresses));
    } else if (part instanceof IptablesParser.ProtocolPartContext p) {
      out.add(option(p, Option.PROTOCOL, p.before, p.after, p.protocol));
    } else if (part instanceof IptablesParser.InPartContext p) {
      out.add(option(p, Option.IN, p.before, p.after, p.name));
    } else if (part instanceof IptablesParser.OutPartContext p) {
      out.add(option(p, Option.OUT, p.before, p.after, p.name));
    } else if (part instanceof IptablesParser.MatchPartContext p) {
      out.add(option(p, Option.MATCH, null, null, p.name));
    } else if (part instanceof IptablesParser.JumpPartContext p) {
      out.add(option(p, Option.JUMP, null, null, p.target));
    } else if (part instanceof IptablesParser.GotoPartContext p) {
      out.add(option(p, Option.GOTO, null, null, p.target));
    } else if (part instanceof IptablesParser.FragmentPartContext p) {
      out.add(new Option(Option.FRAGMENT, p.NOT() != null, List.of(), column(p)));
    } else if (part instanceof IptablesParser.CountersPartContext p) {
      packets = number(unquoted(p.packets));
    } else if (part instanceof IptablesParser.Ipv4PartContext) {
      onlyV6 = Optional.of(false);
    } else if (part instanceof IptablesParser.Ipv6PartContext) {
      onlyV6 = Optional.of(true);
    } else {
      addExtension(out, (IptablesParser.OptionPartContext) part);
    }
  }

  private static void addExtension(List<Option> out, IptablesParser.OptionPartContext p) {
    String name = p.OPTION().getText();
    List<String> values = new ArrayList<>(p.values.size() + 1);
    int equals = name.startsWith("--") ? name.indexOf('=') : -1;
    if (equals > 0) {
      values.add(name.substring(equals + 1));
      name = name.substring(0, equals);
    }
    for (IptablesParser.ValueContext v : p.values) {
      values.add(unquoted(v));
    }
    boolean negated = p.before != null || p.after != null;
    out.add(new Option(name, negated, values, column(p)));
  }

  private static Option option(
      IptablesParser.PartContext part,
      String name,
      Token before,
      Token after,
      IptablesParser.ValueContext value) {
    boolean negated = before != null || after != null;
    return new Option(name, negated, List.of(unquoted(value)), column(part));
  }

  private static int column(IptablesParser.PartContext part) {
    return part.getStart().getCharPositionInLine() + 1;
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** Between double quotes a backslash takes the next character as it is. */
  static String unquoted(IptablesParser.ValueContext value) {
    TerminalNode quoted = value.QUOTED();
    if (quoted == null) {
      return value.getText();
    }
    String text = quoted.getText();
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 1; i < text.length() - 1; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      }
      out.append(text.charAt(i));
    }
    return out.toString();
  }
}
