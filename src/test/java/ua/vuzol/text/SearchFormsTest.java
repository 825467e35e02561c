package ua.vuzol.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchFormsTest {
    private final SearchForms forms = new SearchForms(new Text(Path.of("mappings"), Language.UKRAINIAN));

    @Test
    void aTextIsKeptWithoutCaseInItsScriptAndInLatinLetters() {
        assertThat(forms.of("Грудна Клітка")).containsExactly("грудна клітка", "hrudna klitka");
        assertThat(forms.of("Chest")).containsExactly("chest");
        assertThat(forms.of("")).isEmpty();
        assertThat(forms.of("а\0б")).contains("а\uFFFDб");
    }

    @Test
    void aNameIsKeptByItsGroupsWithoutPadding() {
        assertThat(forms.ofName("Shevchenko^Taras^^ =Шевченко ^Тарас"))
                .containsExactly("shevchenko^taras", "шевченко^тарас");
        assertThat(forms.ofName("Яроцький^Богдан")).containsExactly("яроцький^богдан", "yarotskyi^bohdan");
    }

    @Test
    void apostrophesAndLookAlikesAreOne() {
        assertThat(forms.ofName("Григор’єв^Iван")).isEqualTo(forms.ofName("Григор'єв^Іван"));
    }

    @Test
    void aQueryLooksBehindAWildcardForTheStartAndForTheInsideOfAWord() {
        assertThat(forms.ofNameQuery("*юк^О*")).isEqualTo(Set.of("*юк^о*", "*yuk^o*", "*iuk^o*"));
        assertThat(forms.ofQuery("*")).containsExactly("*");
    }

    @Test
    void whatHasNoLatinFormDoesNotBecomeAWildcard() {
        assertThat(forms.ofQuery("山?")).containsExactly("山?", "\uFFFD?");
        assertThat(forms.of("山")).containsExactly("山", "\uFFFD");
    }

    @Test
    void aFormHasAtMost200Characters() {
        assertThat(forms.of("Щ".repeat(300))).allMatch(form -> form.length() == 200);
    }
}
